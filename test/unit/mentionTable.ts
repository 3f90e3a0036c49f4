/**
 * Texts with the tickets that they mention in ⟦ ⟧, to be read by the rules of `mentions.test.ts`: desk `ts` with `TS-` and
 * https://desk.example.com/tickets/{number}, desk `rd` with `RD-`, `HELP#` and
 * https://help.example.com/Ticket.aspx?id={id}&no={number}.
 */
export const table = String.raw`
See ⟦#1234⟧.
⟦#1234⟧
(⟦#1234⟧)
[⟦#1234⟧]
"⟦#12345⟧"
'⟦#12345⟧'
**⟦#1234⟧** is done
*⟦#1234⟧*
~~⟦#1234⟧~~
> ⟦#1234⟧ is quoted
| ⟦#1234⟧ | open |
|⟦#1234⟧|open|
- ⟦#1234⟧
-⟦#1234⟧
⟦#12⟧,⟦#13⟧;⟦#14⟧
⟦#12⟧/⟦#13⟧
⟦#12⟧-⟦#14⟧
⟦#12⟧..
⟦#12⟧–⟦#14⟧
⟦#12⟧+⟦#14⟧
Is it ⟦#1234⟧?
Not ⟦#1234⟧!
⟦#1234⟧: the export fails
fixes:⟦#1234⟧
Fixes ⟦#7⟧
closes ⟦#7⟧, and refs ⟦#8⟧
Bug ⟦#7⟧
resolved ⟦#5⟧
customer’s ⟦#1234⟧
the bug—⟦#1234⟧—again
修正⟦#1234⟧的问题
チケット⟦#1234⟧を閉じる
「⟦#1234⟧」
«⟦#1234⟧»
“⟦#1234⟧”
a\n⟦#1234⟧
a\t⟦#1234⟧
TODO ⟦#1234⟧ remove this
TODO(⟦#1234⟧): remove this
FIXME: ⟦#1234⟧
Background ⟦#1234⟧ explains it
Fix border ⟦#1234⟧
(⟦#123456789⟧)
customer wrote in ⟦#98765⟧, ⟦TS-12⟧ and ⟦RD-13⟧
⟦TS-1234⟧
⟦ts-1234⟧
⟦RD-1234⟧.
⟦rd-0042⟧ has zeros
⟦TS-7⟧
(⟦TS-1234⟧)
[⟦TS-1234⟧] Fix the export
⟦TS-1234⟧: Fix the export
⟦TS-1234⟧, ⟦TS-1235⟧
⟦TS-1234⟧/⟦TS-1235⟧
feature/⟦TS-1234⟧-login
Merge branch 'feature/⟦TS-1234⟧-login' into main
⟦TS-1234⟧-login
⟦TS-1234⟧'s author
@⟦TS-1234⟧
a\n⟦TS-1234⟧
见⟦TS-1234⟧。
⟦HELP#77⟧
⟦help#77⟧ is in lower case
⟦HELP#-77⟧
⟦ticket 1234⟧
⟦Ticket 1234⟧ is open
⟦TICKET 1234⟧
⟦ticket #1234⟧
⟦ticket #7⟧
⟦ticket: 1234⟧
⟦Ticket: #1234⟧
⟦ticket-1234⟧
⟦ticket=1234⟧
⟦ticket no. 1234⟧
⟦ticket no 5⟧
⟦Ticket Nr. 1234⟧
⟦Ticket-Nr. 1234⟧
⟦ticket number 1234⟧
⟦ticket id: 1234⟧
⟦ticket n° 1234⟧
⟦ticket nº 1234⟧
⟦ticket (#1234⟧)
⟦ticket 0042⟧
⟦tickets 12⟧, ⟦13⟧ and ⟦14⟧
⟦tickets #12⟧ and ⟦#13⟧
⟦Tickets 1200⟧ & ⟦1300⟧
⟦tickets 1200⟧ und ⟦1300⟧ sind offen
⟦ticket 1234⟧ of the customer
e-⟦ticket 1234⟧
see ⟦ticket 12⟧: it is the same
⟦https://desk.example.com/tickets/1234⟧
⟦http://desk.example.com/tickets/1234⟧
⟦HTTPS://DESK.example.com/tickets/1234⟧.
(⟦https://desk.example.com/tickets/1234⟧)
[it](⟦https://desk.example.com/tickets/1234⟧)
<⟦https://desk.example.com/tickets/1234⟧>
"⟦https://desk.example.com/tickets/1234⟧"
⟦https://desk.example.com/tickets/1234/history⟧, and
⟦https://desk.example.com/tickets/1234?tab=2#77⟧
⟦https://desk.example.com/tickets/1234#note-5⟧!
⟦https://help.example.com/Ticket.aspx?id=99-a&no=1234⟧
⟦https://help.example.com/Ticket.aspx?id=99-a&no=1234&tab=x⟧
"⟦https://desk.example.com/tickets/1234⟧\n"
https://desk.example.com/tickets/0
https://desk.example.com/tickets/
https://desk.example.com/tickets/1234abc
https://desk.example.com/tickets/new#1234
https://desk.example.org/tickets/1234
xhttps://desk.example.com/tickets/1234
https://deskXexample.com/tickets/1234
https://help.example.com/Ticket.aspx?id=&no=1234
https://github.com/acme/shop/issues/12#1234
https://jira.example.com/browse/TS-1234
https://jira.example.com/browse/TS-1234#1234
https://example.com/?ticket=1234
git://example.com/TS-1234
ssh://git@example.com/ticket-1234
# 1234
## 1234 A heading
#1234abc
#123abc
#abc
#fff
#12ab34
#1234_5
&#123;
&#1234;
C#7
F#12345
a#1234
page.html#1234
/#1234
/guide/#1234
?q=#1234
x=#1234
##1234
\#1234
$#1234
{#1234}
}#1234{
@#1234
%#1234
!#1234
#0
#000
#000000
#001122
#0042
#1
we are #1!
the #2 pencil
#1.2
#12.5
#12/13
#1/3
#12-34
#50%
#12=
#12#
#1234é
ä#1234
#1234567890
color: #333
color: #123456;
colour #123
background:#111
background-color: #1234
border: 1px solid #333
fill="#123456"
stroke='#333'
{ color: '#333' }
const grey = '#333';
const dark = "#123456";
linear-gradient(#123, #456)
box-shadow: 0 0 3px #333
["#111", "#222"]
"tint": "#445566"
href="#1234"
[anchor](#1234)
url(#1234)
xlink:href="#12345"
data-target="#12345"
PKCS #11
UAX #29
UTS #46
RFC #2119
Annex #15
ldr r0, [%1, #32]
str x8, [sp, #16]
bic sp, x21, #15
[⟦#12⟧, ⟦#13⟧]
(amp|#38);
e.g. '#38'
&amp;#65534;
"bold #999999"
'bg:#b8bb26 #282828'
_(default: #181818)_
"noitalic #888"
"#666 italic"
mov r12, r12, ror #19
Unicode Technical Standard #22
make it bold ⟦#1234⟧
the default ⟦#12345⟧
PR #1234
pull request #1234
Merge pull request #1234 from acme/x
MR #12
build #1234
Build #1234 failed
job #12
step #12
page #12
line #120
row #12
column #12
version #12
chapter #12
figure #12
table #12
thread #12
worker #12
slot #12
rule #12
pipeline #1234
commit #1234
argument #12
#10 0x00007f in main () at x.c:12
#11 /var/www/index.php(12): run()
#12 {main}
#13 C:\www\index.php(12): run()
#14 [internal function]: run()
#15 Foo\Bar->baz() called at x
#16 std::vector::at(int)
#17 main (argc=1, argv=0x7ffe) at main.c:12
⟦#123⟧ fix(parser): read the end
⟦#123⟧ in production
⟦#123⟧ parse() returns null
#1. Introduction
#12) Introduction
UTF-8
UTF-16
SHA-256
SHA-1
ISO-8601
ISO-9001
RFC 2119
RFC-2119
CVE-2024-1234
AES-128
MD-5
IEEE-754
PROJ-1234
JIRA-1
ATS-1234
TSS-1234
TS1234
TS 1234
TS_1234
TS-
TS-0
TS-abc
TS-1234a
TS-1234_x
TS-29.060
TS-1234-5678
TS-2026-11-20
TS-50%
X-TS-1234
my-ts-1234
xTS-1234
_TS-1234
1TS-1234
ts-1700000000
TS-1234567890
HELP-77
XHELP#77
ticket
ticketing 1234
ticket1234
aticket 1234
subticket 1234
tickets
ticket 1
ticket 2 of 5
ticket 12 of 50
tickets 12%
ticket 1.5
ticket 12.30
ticket 12:30
ticket 2026-11-20
ticket 12/50
ticket 12 days old
tickets 30 minutes later
ticket 10 times
ticket 12px
ticket 12 px
ticket 100 bytes
ticket 1,234
ticket (1234)
ticket[1234]
ticket.1234
ticket_1234
ticket/1234
GET /ticket 1234
this.ticket = 1234
$ticket = 1234
1234 tickets
12 ticket
ticket 1st
ticket 12h
ticket $12
ticket 12 €
ticket 1234567890
ticket 0
ticket twelve
case 1234
issue 1234
bug 1234
request 1234
order 1234
in 2026
1234
127.0.0.1:1234
12:30
`
  .split('\n')
  .filter(line => line !== '');

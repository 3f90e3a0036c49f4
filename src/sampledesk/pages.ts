import type { Database, Row } from './database.ts';
import { usDate } from './dates.ts';
import { escapeHtml, page, type Reply } from './http.ts';

/** The web page of one ticket, as "open in browser" shows it: text only, whatever the customer sent. */
export function ticketPage(db: Database, system: 'readydesk' | 'teamsupport', number: number): Reply {
  const ticket = db.get(system === 'readydesk' ? readydeskTicket : teamsupportTicket, number);
  if (!ticket) return page(404, 'Not found', `<h1>There is no ticket ${number}</h1>`);
  const entries = db.all(system === 'readydesk' ? readydeskEntries : teamsupportEntries, ticket.id ?? null);
  const facts = ['Status', 'Priority', 'Group', 'Assigned to', 'Customer']
    .map(name => `<dt>${name}</dt><dd>${escapeHtml(String(ticket[name] ?? 'None'))}</dd>`)
    .join('');
  const body = `<main><h1>${number}: ${escapeHtml(String(ticket.subject))}</h1>\n<dl>${facts}</dl>\n${entries.map(article).join('\n')}</main>`;
  return page(200, `${number}: ${ticket.subject}`, body);
}

function article(row: Row): string {
  const heading = [row.author ?? 'System', usDate(Number(row.at)), row.internal ? 'internal' : '']
    .filter(Boolean)
    .join(', ');
  return `<article><small>${escapeHtml(heading)}</small><pre>${escapeHtml(plainText(String(row.body)))}</pre></article>`;
}

/** Readable text from HTML. What it leaves over is escaped, so it need not be complete. */
function plainText(body: string): string {
  if (!/<[a-z]/i.test(body)) return body;
  return body
    .replace(/<(script|style)\b[\s\S]*?<\/\1>/gi, '')
    .replace(/<li\b[^>]*>/gi, '\n- ')
    .replace(/<br\b[^>]*>|<\/(?:p|div|ul|ol|pre)>/gi, '\n')
    .replace(/<[^>]*>/g, '')
    .replace(/&(?:nbsp|lt|gt|quot|amp|#39);/g, found => names[found] ?? found)
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

const names: Record<string, string> = {
  '&nbsp;': ' ',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&amp;': '&',
  '&#39;': "'",
};

const readydeskTicket = `SELECT t.id, t.subject, t.status AS Status, t.priority AS Priority, g.name AS "Group", u.name AS "Assigned to",
  coalesce(t.contact || ', ' || o.name, t.contact, t.cid) AS Customer FROM rd_tickets t LEFT JOIN rd_groups g ON g.id = t.assigned_group
  LEFT JOIN rd_techs u ON u.uid = t.assigned_to LEFT JOIN rd_companies o ON o.id = t.company_id WHERE t.id = ?`;
const readydeskEntries = `SELECT at, author, internal, body FROM (
  SELECT 0 AS id, open_date AS at, contact AS author, 0 AS internal, description AS body FROM rd_tickets WHERE id = ?1
  UNION ALL SELECT id, date_added, name, internal = 'Y' AND type <> 'System', notes FROM rd_history WHERE tid = ?1) ORDER BY at, id`;
const teamsupportTicket = `SELECT t.id, t.name AS subject, s.name AS Status, sev.name AS Priority, g.name AS "Group", u.name AS "Assigned to",
  (SELECT group_concat(c.name, ', ') FROM ts_ticket_customers l JOIN ts_customers c ON c.id = l.customer_id WHERE l.ticket_id = t.id) AS Customer
  FROM ts_tickets t JOIN ts_statuses s ON s.id = t.status_id LEFT JOIN ts_severities sev ON sev.id = t.severity_id
  LEFT JOIN ts_groups g ON g.id = t.group_id LEFT JOIN ts_users u ON u.id = t.user_id WHERE t.number = ?`;
const teamsupportEntries = `SELECT a.created AS at, coalesce(u.name, trim(coalesce(k.first_name, '') || ' ' || coalesce(k.last_name, '')),
  CASE a.system_type WHEN 3 THEN 'E-mail' END) AS author, NOT a.is_visible AS internal, a.description AS body
  FROM ts_actions a LEFT JOIN ts_users u ON u.id = a.creator_id LEFT JOIN ts_contacts k ON k.id = a.creator_id
  WHERE a.ticket_id = ? ORDER BY a.system_type <> 1, a.created, a.id`;

/**
 * German and Spanish words of times, beside the English ones that `parseTimeInput` reads: whoever has VS Code in these
 * languages writes so, and nobody is kept from writing English. Words of two letters stand for days only at the beginning.
 */
const words: readonly (readonly [pattern: RegExp, english: string])[] = [
  [/^(?:am |el )/, 'on '],
  [/ (?:am|el) (?=[a-zäéá])/g, ' on '],
  [/^(on )?so\.? (?=\d)/, '$1sun '],
  [/^(on )?mo\.? (?=\d)/, '$1mon '],
  [/^(on )?di\.? (?=\d)/, '$1tue '],
  [/^(on )?mi\.? (?=\d)/, '$1wed '],
  [/^(on )?do\.? (?=\d)/, '$1thu '],
  [/^(on )?fr\.? (?=\d)/, '$1fri '],
  [/^(on )?sa\.? (?=\d)/, '$1sat '],
  [word('sonntag|domingo|dom'), 'sun'],
  [word('montag|lunes|lun'), 'mon'],
  [word('dienstag|martes|mar'), 'tue'],
  [word('mittwoch|mi[ée]rcoles|mi[ée]'), 'wed'],
  [word('donnerstag|jueves|jue'), 'thu'],
  [word('freitag|viernes|vie'), 'fri'],
  [word('samstag|sonnabend|s[áa]bado|s[áa]b'), 'sat'],
  [word('heute|hoy'), 'today'],
  [word('gestern|ayer'), 'yesterday'],
  [word('jetzt|ahora'), 'now'],
  [word('seit|desde(?: las?)?'), 'since'],
  [word('um|a las?'), 'at'],
  [word('ab|von'), 'from'],
  [word('bis|hasta(?: las?)?'), 'to'],
  [/ uhr(?![a-zäöüß])/g, ''],
];

/** A text in small letters with its German and Spanish words of times in English; what else stands in it stays. */
export function inEnglish(typed: string): string {
  return words.reduce((text, [pattern, english]) => text.replace(pattern, english), typed);
}

function word(names: string): RegExp {
  return new RegExp(`(?<![\\p{L}\\d])(?:${names})(?![\\p{L}\\d])`, 'gu');
}

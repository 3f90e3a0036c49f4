import type { TicketState, Urgency } from '../model/ticket.ts';
import { remembered } from './remembered.ts';

/** Statuses and priorities are free text of each installation; these are the words in English, German and Spanish. */
const CLOSED = wordSet(`
  closed close resolved solved done completed complete finished fixed cancelled canceled rejected archived
  geschlossen erledigt gelöst geloest abgeschlossen beendet storniert abgelehnt behoben
  cerrado cerrada resuelto resuelta solucionado solucionada terminado terminada finalizado finalizada completado
  completada cancelado cancelada rechazado rechazada`);

const WAITING = wordSet(`
  waiting wait awaiting awating awaits pending hold onhold paused postponed deferred suspended snoozed
  wartet warten wartend wartestellung angehalten zurückgestellt zurueckgestellt ausstehend pausiert rückfrage rueckfrage
  espera esperando pendiente pausado pausada suspendido suspendida aplazado aplazada`);

const OPEN = wordSet(`
  open opened new reopened assigned unassigned active started progress working escalated unresolved unsolved accepted
  offen neu wiedereröffnet zugewiesen arbeit bearbeitung aktiv eskaliert ungelöst
  abierto abierta nuevo nueva reabierto reabierta asignado asignada progreso proceso curso activo activa escalado`);

const NOT = wordSet('not no non nicht kein un sin never noch');

const URGENT = wordSet(`
  urgent critical emergency blocker highest immediate showstopper
  dringend kritisch notfall sofort eilig
  urgente crítico crítica critico critica emergencia inmediato inmediata`);

const HIGH = wordSet(`
  high higher major important serious severe hoch hohe hoher hohes höher wichtig schwer
  alta alto importante mayor grave`);

/** Where a status stands by its words; absent when no word of it is known. */
export const stateOfWord: (status: string) => TicketState | undefined = remembered(status => {
  const words = wordsOf(status);
  const negated = words.some(word => NOT.has(word));
  if (words[0] && CLOSED.has(words[0])) return 'closed';
  if (words.some(word => WAITING.has(word))) return 'waiting';
  if (words.some(word => CLOSED.has(word))) return negated ? 'open' : 'closed';
  return words.some(word => OPEN.has(word)) ? 'open' : undefined;
});

/** How pressing a priority is by its words, or by its number with 1 the most pressing. */
export function urgencyOfWord(priority: string | undefined): Urgency {
  return priority === undefined ? 'normal' : urgencyOf(priority);
}

const urgencyOf = remembered((priority): Urgency => {
  const words = wordsOf(priority);
  if (words.some(word => NOT.has(word))) return 'normal';
  if (words.some(word => URGENT.has(word))) return 'urgent';
  if (words.some(word => HIGH.has(word))) return 'high';
  const number = /^(?:p|prio|priority|sev|severity|s)?\s*([0-9]+)$/i.exec(priority.trim())?.[1];
  if (number === '1' || number === '0') return 'urgent';
  return number === '2' ? 'high' : 'normal';
});

function wordsOf(text: string): string[] {
  return (
    text
      .toLocaleLowerCase('en')
      .replace(/on[\s_-]hold/g, 'onhold')
      .match(/[\p{L}\p{N}]+/gu) ?? []
  );
}

function wordSet(words: string): ReadonlySet<string> {
  return new Set(words.trim().split(/\s+/));
}

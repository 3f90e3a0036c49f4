import type { Database } from '../../database.ts';
import { articles } from '../articles.ts';
import { products } from '../catalog.ts';
import { writeUp } from '../markup.ts';
import type { Random } from '../random.ts';
import { ids } from './ids.ts';

const day = 86_400;
/** Articles have numbers below those of the tickets, which begin with 1001. */
const firstNumber = 901;

/** Articles are tickets marked for the knowledge base: the question is their Description, the answer an action. */
export function writeArticles(db: Database, random: Random, now: number): void {
  const categories = [...new Set(articles.map(article => article.category))].sort();
  for (const [at, name] of categories.entries()) db.insert('ts_kb_categories', { id: ids.category + at, name });
  const type = db.get("SELECT id FROM ts_types WHERE name = 'Question'")?.id ?? null;
  const status = db.get("SELECT id FROM ts_statuses WHERE type_id = ? AND name = 'Answered'", type)?.id ?? null;
  const severity = db.get("SELECT id FROM ts_severities WHERE name = 'Low'")?.id ?? null;
  const users = db.all('SELECT id FROM ts_users WHERE is_active ORDER BY id').map(row => Number(row.id));
  for (const [at, article] of articles.entries()) {
    const number = firstNumber + at;
    const product = products.find(({ key }) => key === article.product)?.name ?? null;
    const writer = random.pick(users);
    const created = now - random.whole(130, 500) * day - random.whole(0, day);
    const modified = created + random.whole(1, 100) * day;
    const common = { is_visible: 1, is_kb: 1, creator_id: writer, modifier_id: writer };
    const ticket = db.insert('ts_tickets', {
      ...common,
      id: ids.ticket + number,
      number,
      name: article.title,
      type_id: type,
      status_id: status,
      severity_id: severity,
      is_closed: 1,
      product_id: db.get('SELECT id FROM ts_products WHERE name = ?', product)?.id ?? null,
      group_id: db.get('SELECT id FROM ts_groups WHERE name = ?', article.group)?.id ?? null,
      user_id: writer,
      source: 'Agent',
      created,
      modified,
      closed: modified,
      closer_id: writer,
      kb_category_id: ids.category + categories.indexOf(article.category),
    });
    const action = { ...common, ticket_id: ticket };
    const question = writeUp(article.question, 'paragraphs');
    db.insert('ts_actions', {
      ...action,
      system_type: 1,
      name: 'Description',
      description: question,
      created,
      modified: created,
    });
    const answer = writeUp(article.answer, 'paragraphs');
    db.insert('ts_actions', {
      ...action,
      type_id: ids.actionType,
      system_type: 0,
      description: answer,
      created: modified,
      modified,
    });
    db.run('INSERT INTO ts_ticket_tags VALUES (?, ?)', ticket, article.category.toLowerCase());
  }
}

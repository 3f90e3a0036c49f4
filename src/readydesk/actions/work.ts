import type {
  AddAssetField,
  AddSchedule,
  GetAssetFields,
  GetAssets,
  GetKbArticles,
  GetSchedules,
  UpdateAssetField,
  UpdateSchedule,
} from '../inputs/work.ts';
import {
  adding,
  choice,
  flag,
  free,
  inferred,
  list,
  listing,
  moment,
  nameOrAll,
  numbers,
  oneOrAll,
  type Rule,
  type Rules,
  required,
  text,
  updating,
  whole,
  wholeOrAll,
} from './action.ts';

const numbersOrAll: Rule = { type: 'list', numbers: true, wildcard: true };
/** Blank, which is the default, or this word. */
const visible: Rule = { type: 'choice', choices: ['visible'] };

export const getKbArticles = listing<GetKbArticles>({
  name: 'get_kb_articles',
  section: '2.11',
  certainty: 'named',
  kind: 'articles',
  inputs: { id: inferred(wholeOrAll), keyword: inferred({ type: 'text', words: true }) },
  inferredRows: ['count', 'count_only', 'page', 'order', 'order_direction'],
  pageBy: ['id'],
  id: 'id',
  everything: { id: '*' },
});

export const getSchedules = listing<GetSchedules>({
  name: 'get_schedules',
  section: '2.12.1',
  certainty: 'inferred',
  kind: 'schedules',
  inputs: { id: numbersOrAll, tid: numbersOrAll, cid: oneOrAll, uid: oneOrAll, groups: nameOrAll },
  pageBy: ['id'],
  id: 'id',
  everything: { id: '*' },
});

const SCHEDULE: Rules<AddSchedule> = {
  title: required(text),
  category: free,
  status: choice('A', 'H', 'C', 'D'),
  cids: list,
  uids: list,
  groups: list,
  start_date: required(moment),
  end_date: moment,
  date_completed: moment,
  recurring: flag,
  recurrence_type: choice('I', 'W'),
  interval: whole,
  interval_unit: choice('MINUTES', 'HOURS', 'DAYS', 'WEEKS', 'MONTHS', 'YEARS'),
  weekdays: numbers,
  tid: inferred(whole),
};

export const addSchedule = adding<AddSchedule>({
  name: 'add_schedule',
  section: '2.12.2',
  certainty: 'documented',
  kind: 'schedules',
  inputs: SCHEDULE,
});

export const updateSchedule = updating<UpdateSchedule>({
  name: 'update_schedule',
  section: '2.12.2',
  certainty: 'documented',
  kind: 'schedules',
  id: 'id',
  inputs: { ...SCHEDULE, id: whole },
});

export const getAssets = listing<GetAssets>({
  name: 'get_assets',
  section: '2.13.1',
  certainty: 'documented',
  kind: 'assets',
  inputs: { id: wholeOrAll, tid: wholeOrAll, cid: oneOrAll },
  plan: { encoded: ['ticket_number'], raw: ['id', 'date_added', 'added_by', 'last_updated'] },
  pageBy: ['id', 'tid'],
  id: 'id',
  everything: { id: '*' },
});

export const getAssetFields = listing<GetAssetFields>({
  name: 'get_asset_fields',
  section: '2.13.2',
  certainty: 'documented',
  kind: 'assetFields',
  inputs: {
    id: wholeOrAll,
    label: nameOrAll,
    field_label: { type: 'text', wildcard: true, onlyWildcard: true },
    start_name: free,
    end_name: free,
  },
  inferredRows: ['order_direction'],
  pageBy: ['id', 'field_label', 'label'],
  id: 'id',
  everything: { id: '*' },
});

const ofText: Rule = { ...whole, onlyWith: { name: 'type', value: 'text' } };
const ofTextarea: Rule = { ...whole, onlyWith: { name: 'type', value: 'textarea' } };

const ASSET_FIELD: Rules<AddAssetField> = {
  label: required({ type: 'text', longest: 50 }),
  type: required(choice('text', 'textarea', 'list')),
  visible,
  customer_viewable: flag,
  required: flag,
  size: ofText,
  max_size: ofText,
  rows: ofTextarea,
  cols: ofTextarea,
  default_state: visible,
  display_overview: flag,
  data_type: required(choice('Text', 'Number', 'Decimal', 'Date/Time', 'Large Text')),
};

export const addAssetField = adding<AddAssetField>({
  name: 'add_asset_field',
  section: '2.13.3',
  certainty: 'inferred',
  kind: 'assetFields',
  inputs: ASSET_FIELD,
});

export const updateAssetField = updating<UpdateAssetField>({
  name: 'update_asset_field',
  section: '2.13.3',
  certainty: 'documented',
  kind: 'assetFields',
  id: 'id',
  inputs: { ...ASSET_FIELD, id: whole },
});

import type { Changes, Flag, Letters, List, ListOrAll, OneOrAll, Text, When, Whole, WholeOrAll } from './values.ts';

/** `get_kb_articles` (2.11): only the action's name was seen; all inputs are inferred from other actions. */
export interface GetKbArticles {
  readonly id?: WholeOrAll;
  readonly keyword?: Text;
}

/** `get_schedules` (2.12.1): the action's name is inferred, its inputs are known in full. */
export interface GetSchedules {
  readonly id?: ListOrAll;
  /** Ticket number. */
  readonly tid?: ListOrAll;
  /** Customer ID. */
  readonly cid?: OneOrAll;
  /** Technician ID. */
  readonly uid?: OneOrAll;
  /** One technician group, by **name**. */
  readonly groups?: OneOrAll;
}

/** `add_schedule` (2.12.2): the first fourteen rows are known; `tid` is inferred. */
export interface AddSchedule {
  readonly title: string;
  /** Category name. */
  readonly category?: Text;
  /** Active, on hold, canceled, complete. */
  readonly status?: 'A' | 'H' | 'C' | 'D' | undefined;
  /** Customer IDs. */
  readonly cids?: List;
  /** Technician IDs. */
  readonly uids?: List;
  /** Technician group **names**. */
  readonly groups?: List;
  readonly start_date: string;
  readonly end_date?: When;
  readonly date_completed?: When;
  readonly recurring?: Flag;
  /** By interval, or on certain days of the week. */
  readonly recurrence_type?: 'I' | 'W' | undefined;
  /** Units between occurrences. */
  readonly interval?: Whole;
  readonly interval_unit?: 'MINUTES' | 'HOURS' | 'DAYS' | 'WEEKS' | 'MONTHS' | 'YEARS' | undefined;
  /** Day numbers; which number is which day is not shown. */
  readonly weekdays?: List;
  /** Ticket number (inferred: `get_schedules` selects by it). */
  readonly tid?: Whole;
}

/** `update_schedule` (2.12.2): the schedule is named by `id`. */
export type UpdateSchedule = Changes<AddSchedule> & { readonly id: string | number };

/** `get_assets` (2.13.1): inputs are known in full. */
export interface GetAssets {
  readonly id?: WholeOrAll;
  /** Ticket number (inferred: the row's text says asset ID). */
  readonly tid?: WholeOrAll;
  /** Customer ID tied to assets. */
  readonly cid?: OneOrAll;
}

/** `get_asset_fields` (2.13.2): inputs are known up to `order`. */
export interface GetAssetFields {
  /** Asset field ID; a wildcard is named only by the row of `page`. */
  readonly id?: WholeOrAll;
  readonly label?: OneOrAll;
  /** Only `*`: the row of `page` asks for it, although the variable is called `label`. */
  readonly field_label?: '*' | undefined;
  /** Bounds on the **label**. */
  readonly start_name?: Letters;
  readonly end_name?: Letters;
}

/** `add_asset_field` (2.13.3): the action's name is inferred, its inputs are known in full. */
export interface AddAssetField {
  /** 50 characters at most. */
  readonly label: string;
  readonly type: 'text' | 'textarea' | 'list';
  readonly visible?: 'visible' | '' | undefined;
  /** Shown in the customer portal. */
  readonly customer_viewable?: Flag;
  readonly required?: Flag;
  /** Width; only of a `text`. */
  readonly size?: Whole;
  /** Longest text; only of a `text`. */
  readonly max_size?: Whole;
  /** Only of a `textarea`. */
  readonly rows?: Whole;
  /** Only of a `textarea`. */
  readonly cols?: Whole;
  readonly default_state?: 'visible' | '' | undefined;
  readonly display_overview?: Flag;
  readonly data_type: 'Text' | 'Number' | 'Decimal' | 'Date/Time' | 'Large Text';
}

/** `update_asset_field` (2.13.3): the field is named by `id`. */
export type UpdateAssetField = Changes<AddAssetField> & { readonly id: string | number };

/** The user, as their settings name them. */
export interface Me {
  readonly technicianId?: string | undefined;
  readonly technicianName?: string | undefined;
}

/** Whether somebody is the user: by the desk's id of them, or by name where a list knows no ids. */
export function isMe({ technicianId, technicianName }: Me, id: string | undefined, name: string): boolean {
  if (id !== undefined && technicianId !== undefined) return same(id, technicianId);
  return technicianName !== undefined && same(name, technicianName);
}

/** Help desks compare names and ids without regard to letter case. */
function same(a: string, b: string): boolean {
  return a.toLocaleLowerCase() === b.toLocaleLowerCase();
}

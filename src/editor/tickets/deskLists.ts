import * as vscode from 'vscode';
import type { DeskConfig } from '../../model/desk.ts';
import type { Search } from '../../model/search.ts';
import { sortOfText } from '../../model/searchFields.ts';
import { readSearch } from '../../model/searchLanguage.ts';
import { isViewFor, type KeptView } from '../search/views.ts';
import { shownText } from '../shownText.ts';
import type { Arrangement } from './arrangement.ts';
import { type ListNode, message, type Node } from './nodes.ts';

/** Days that *Recently Updated* looks back. */
const recentDays = 14;

/** What every desk offers, in the order of likely use, with the user's own views. */
export function deskLists(config: DeskConfig, arrangement: Arrangement, views: readonly KeptView[]): Node[] {
  const { t } = vscode.l10n;
  const { id: deskId, technicianId } = config;
  const list = (
    key: string,
    search: Search,
    rest: Pick<ListNode, 'label' | 'icon' | 'counted' | 'empty'> &
      Partial<Pick<ListNode, 'view' | 'closed' | 'place' | 'needs'>>,
  ): ListNode => ({
    kind: 'list',
    key: `${deskId}/${key}`,
    deskId,
    search,
    groupBy: arrangement.groupBy,
    sort: arrangement.sort,
    ...rest,
  });
  const mine: Node =
    technicianId === undefined
      ? {
          ...message({ key: `${deskId}/mine`, deskId }, 'ask', t('My Tickets')),
          description: t('Say who you are'),
          does: 'chooseTechnician',
        }
      : list('mine', searchFor('open', 'mine'), {
          label: t('My Tickets'),
          icon: 'account',
          counted: true,
          place: { me: true },
          empty: t('Nothing is assigned to you'),
        });
  const needs = list('needsMe', searchFor('needsme'), {
    label: t('Needs Me'),
    icon: 'bell',
    counted: true,
    needs: true,
    empty: t('Nothing needs you now'),
  });
  return [
    mine,
    ...(technicianId === undefined ? [] : [{ ...needs, groupBy: [] }]),
    list('unassigned', searchFor('open', 'unassigned'), {
      label: t('Unassigned'),
      icon: 'inbox',
      counted: true,
      place: { assignee: null },
      empty: t('Every open ticket has somebody'),
    }),
    list(
      'recent',
      { terms: [{ kind: 'date', field: 'changed', from: { kind: 'day', offset: -recentDays }, not: false }] },
      {
        label: t('Recently Updated'),
        icon: 'history',
        counted: false,
        empty: t('Nothing changed in the last {0} days', recentDays),
      },
    ),
    ...views.filter(view => isViewFor(view, config)).map(view => viewList(view, list)),
    { kind: 'folder', key: `${deskId}/groups`, deskId, folder: 'groups' },
    { kind: 'folder', key: `${deskId}/statuses`, deskId, folder: 'statuses' },
  ];

  function viewList(view: KeptView, make: typeof list): ListNode {
    const { search } = readSearch(view.query);
    const node = make(`view/${encodeURIComponent(view.name)}`, search, {
      label: shownText(view.name),
      icon: 'bookmark',
      counted: true,
      empty: t('No ticket is like this'),
      view,
      closed: !search.terms.some(term => term.kind === 'is' && term.is !== 'closed' && term.is !== 'mine' && !term.not),
    });
    const own = view.sortBy === undefined ? undefined : sortOfText(view.sortBy);
    const sort = own ?? search.sort ?? node.sort;
    return { ...node, sort, groupBy: view.groupBy ?? node.groupBy };
  }
}

function searchFor(...conditions: readonly ('open' | 'mine' | 'unassigned' | 'needsme')[]): Search {
  return { terms: conditions.map(is => ({ kind: 'is', is, not: false })) };
}

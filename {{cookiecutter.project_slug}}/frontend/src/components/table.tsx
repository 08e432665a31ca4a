import type { ReactNode } from 'react';

import styles from './table.module.css';

export type Column<Row> = { header: string; cell: (row: Row) => ReactNode };

type TableProps<Row> = {
  /** Says what the table holds; read aloud, not shown. */
  caption: string;
  /** The first column names the row. */
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string;
};

/**
 * A table that becomes a list of cards on narrow screens.
 *
 * The roles are spelt out as browsers forget them once CSS changes `display`; the labels within the cells are
 * for the eye only, since the column headers are read already.
 */
export function Table<Row>({ caption, columns, rows, rowKey }: TableProps<Row>) {
  return (
    <table role="table" className={styles.table}>
      <caption className={styles.caption}>{caption}</caption>
      <thead role="rowgroup">
        <tr role="row">
          {columns.map(({ header }) => (
            <th key={header} role="columnheader" scope="col">
              {header}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {rows.map((row) => (
          <tr key={rowKey(row)} role="row">
            {columns.map(({ header, cell }, index) =>
              index === 0 ? (
                <th key={header} role="rowheader" scope="row">
                  {cell(row)}
                </th>
              ) : (
                <td key={header} role="cell">
                  <span className={styles.label} aria-hidden="true">
                    {header}
                  </span>
                  <span>{cell(row)}</span>
                </td>
              ),
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

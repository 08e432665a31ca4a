import { render, screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';

import { Pagination } from '@/components/pagination';

function show(page: number, count: number) {
  render(
    <Pagination
      label="Patients"
      count={count}
      page={page}
      pageSize={20}
      href={(n) => `/p?n=${n}`}
    />,
  );
  return screen.queryAllByRole('link').map((link) => [link.textContent, link.getAttribute('href')]);
}

describe('pagination', () => {
  it('leads to both neighbours in the middle', () => {
    expect(show(2, 60)).toEqual([
      ['Previous', '/p?n=1'],
      ['Next', '/p?n=3'],
    ]);
    expect(screen.getByRole('navigation', { name: 'Patients, pages' })).toHaveTextContent(
      '21–40 of 60',
    );
  });

  it('ends at the ends', () => {
    expect(show(1, 21)).toEqual([['Next', '/p?n=2']]);
  });

  it('leads nowhere from a last page that is not full', () => {
    expect(show(2, 21)).toEqual([['Previous', '/p?n=1']]);
    expect(screen.getByRole('navigation')).toHaveTextContent('21–21 of 21');
  });

  it('is not there when one page holds it all', () => {
    expect(show(1, 20)).toEqual([]);
    expect(screen.queryByRole('navigation')).not.toBeInTheDocument();
  });
});

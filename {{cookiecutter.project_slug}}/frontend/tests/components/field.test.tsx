import { render, screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';

import { Field, Select, TextArea } from '@/components/field';

describe('a field', () => {
  it('has its label as name, and hint and errors as description', () => {
    render(<Field name="mrn" label="MRN" hint="As on the card" errors={['Taken.', 'Short.']} />);
    const input = screen.getByRole('textbox', { name: 'MRN' });
    expect(input).toHaveAccessibleDescription('As on the card Taken. Short.');
    expect(input).toBeInvalid();
  });

  it('is valid and undescribed without errors and hint', () => {
    render(<Field name="mrn" label="MRN" errors={[]} />);
    const input = screen.getByRole('textbox', { name: 'MRN' });
    expect(input).not.toHaveAttribute('aria-invalid');
    expect(input).not.toHaveAttribute('aria-describedby');
  });

  it('says when it is optional', () => {
    render(<TextArea name="notes" label="Notes" required={false} />);
    expect(screen.getByRole('textbox', { name: 'Notes (optional)' })).not.toBeRequired();
  });

  it('can be a choice', () => {
    render(
      <Select
        name="status"
        label="Status"
        options={[
          { value: 'a', label: 'Active' },
          { value: 'b', label: 'Blocked' },
        ]}
        defaultValue="b"
      />,
    );
    expect(screen.getByRole('combobox', { name: 'Status' })).toHaveDisplayValue('Blocked');
  });
});

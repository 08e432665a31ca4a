import type { ComponentProps, ReactNode } from 'react';

import { classNames } from './class-names';
import styles from './field.module.css';

type Common = {
  name: string;
  label: string;
  hint?: string;
  errors?: readonly string[];
};

type FrameProps = Common & { required: boolean | undefined; children: ReactNode };

/** Label, hint and errors around one control whose id is the field's name. */
function Frame({ name, label, hint, errors, required, children }: FrameProps) {
  return (
    <div className={styles.field}>
      <label className={styles.label} htmlFor={name}>
        {label} {required === false && <span className={styles.optional}>(optional)</span>}
      </label>
      {hint && (
        <span id={`${name}-hint`} className={styles.hint}>
          {hint}
        </span>
      )}
      {children}
      {hasErrors(errors) && (
        <span id={`${name}-error`} className={styles.error}>
          {errors.join(' ')}
        </span>
      )}
    </div>
  );
}

const hasErrors = (errors: readonly string[] | undefined): errors is readonly string[] =>
  errors !== undefined && errors.length > 0;

/** What ties a control to its label, hint and errors. */
function tied({ name, hint, errors }: Common, className: string | undefined) {
  const describedBy = [hint && `${name}-hint`, hasErrors(errors) && `${name}-error`];
  return {
    id: name,
    name,
    className: classNames(styles.control, className),
    'aria-invalid': hasErrors(errors) || undefined,
    'aria-describedby': describedBy.filter(Boolean).join(' ') || undefined,
  };
}

/** One line of text. `required={false}` says so in the label. */
export function Field(props: Common & Omit<ComponentProps<'input'>, 'name'>) {
  const { name, label, hint, errors, className, ...rest } = props;
  return (
    <Frame name={name} label={label} hint={hint} errors={errors} required={rest.required}>
      <input {...rest} {...tied(props, className)} />
    </Frame>
  );
}

/** Several lines of text. */
export function TextArea(props: Common & Omit<ComponentProps<'textarea'>, 'name'>) {
  const { name, label, hint, errors, className, ...rest } = props;
  return (
    <Frame name={name} label={label} hint={hint} errors={errors} required={rest.required}>
      <textarea {...rest} {...tied(props, className)} />
    </Frame>
  );
}

export type Option = { value: string; label: string };

/** One of a few options. */
export function Select(
  props: Common & { options: readonly Option[] } & Omit<ComponentProps<'select'>, 'name'>,
) {
  const { name, label, hint, errors, options, className, ...rest } = props;
  return (
    <Frame name={name} label={label} hint={hint} errors={errors} required={rest.required}>
      <select {...rest} {...tied(props, className)}>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </Frame>
  );
}

import Link from 'next/link';
import type { ComponentProps } from 'react';

import styles from './button.module.css';
import { classNames } from './class-names';

type Look = 'primary' | 'secondary' | 'quiet';

type ButtonProps = ComponentProps<'button'> & { look?: Look };

/** A button; `type="button"` unless said otherwise. */
export function Button({ look = 'primary', className, type = 'button', ...rest }: ButtonProps) {
  return (
    <button type={type} className={classNames(styles.button, styles[look], className)} {...rest} />
  );
}

type ButtonLinkProps = ComponentProps<typeof Link> & { look?: Look };

/** A link that looks like a button. */
export function ButtonLink({ look = 'primary', className, ...rest }: ButtonLinkProps) {
  return <Link className={classNames(styles.button, styles[look], className)} {...rest} />;
}

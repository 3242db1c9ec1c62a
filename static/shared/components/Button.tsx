import type { ButtonHTMLAttributes, ReactNode } from 'react';

export interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  readonly appearance?: 'default' | 'primary' | 'subtle';
  readonly icon?: ReactNode;
}

export function Button({ appearance = 'default', icon, children, ...rest }: ButtonProps): ReactNode {
  return (
    <button type="button" className="pl-button" data-appearance={appearance} {...rest}>
      {icon}
      {children}
    </button>
  );
}

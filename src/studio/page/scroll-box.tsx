import type { ComponentChildren } from 'preact';

interface ScrollBoxProps {
  readonly name: string;
  readonly children: ComponentChildren;
}

/** Something wide, such as a table, that is moved sideways by itself, with the keyboard too. */
export function ScrollBox({ name, children }: ScrollBoxProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached (WCAG 2.1.1).
    <section class="table" aria-label={name} tabIndex={0}>
      {children}
    </section>
  );
}

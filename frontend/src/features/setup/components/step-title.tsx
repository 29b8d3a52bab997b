import { type ReactNode, useEffect, useRef } from 'react';

/** Heading of a step. A step that opens has the focus: what follows by Tab is its first field, and a screen reader says where one is. */
export function StepTitle({ children }: { children: ReactNode }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <h2 ref={heading} tabIndex={-1}>
      {children}
    </h2>
  );
}

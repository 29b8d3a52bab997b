import { useEffect, useState } from 'react';

/** Gives the focus back to what had it before, when what took it is taken away. Mantine does so only where `opened` ends. */
export function useFocusBack(): void {
  const [before] = useState(() => document.activeElement);
  useEffect(
    () => () => {
      if (before instanceof HTMLElement && before.isConnected && document.activeElement === document.body) before.focus({ preventScroll: true });
    },
    [before],
  );
}

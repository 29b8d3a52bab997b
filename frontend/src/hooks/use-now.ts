import { useEffect, useState } from 'react';

const step = 15_000;

/** The present time, renewed often enough for "4 minutes ago" to stay true. */
export function useNow(): Date {
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), step);
    return () => clearInterval(timer);
  }, []);
  return now;
}

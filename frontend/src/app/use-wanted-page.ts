import { useEffect } from 'react';
import { useNavigate } from 'react-router';
import { app } from '@/bridge/client';
import { onPageWanted } from '@/bridge/events';

/** Follows where the person wants to be: the window was opened for a page, or is asked for one while it is open. */
export function useWantedPage(): void {
  const navigate = useNavigate();
  useEffect(() => {
    // A page that cannot be told is the page one is on.
    const follow = () =>
      void app.WantedPage().then(
        (page) => page !== '' && navigate(page),
        () => undefined,
      );
    follow();
    return onPageWanted(follow);
  }, [navigate]);
}

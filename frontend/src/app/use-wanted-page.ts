import { useEffect } from 'react';
import { useNavigate } from 'react-router';
import { app } from '@/bridge/client';
import { onPageWanted } from '@/bridge/events';

/** Follows where the person wants to be: the window was opened for a page, or is asked for one while it is open. */
export function useWantedPage(): void {
  const navigate = useNavigate();
  useEffect(() => {
    // A page that cannot be told is the page one is on.
    const take = () => app.WantedPage().catch(() => '');
    void take().then((page) => page !== '' && navigate(page));
    return onPageWanted((page) => {
      void take(); // it was told: a window that loads anew must not go there again
      void navigate(page);
    });
  }, [navigate]);
}

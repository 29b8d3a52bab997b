import { Page } from '@/components/ui/page';
import { Forms } from './forms';
import { Lists } from './lists';
import { PopUps } from './pop-ups';
import { Signs } from './signs';

/** Every generic part in every state, for the eye and for the checks of build/e2e/screens. In development only; English only. */
export function GalleryPage() {
  return (
    <Page title="Gallery" sentence="The parts every screen is made of.">
      <div className="stack">
        <Signs />
        <Forms />
        <Lists />
        <PopUps />
      </div>
    </Page>
  );
}

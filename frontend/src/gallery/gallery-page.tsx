import { Page } from '@/components/ui/page';
import { Fields } from './fields';
import { Forms } from './forms';
import { Lists } from './lists';
import css from './gallery.module.css';
import { PopUps } from './pop-ups';
import { Records } from './records';
import { Signs } from './signs';

/** Every generic part in every state, for the eye and for the checks of build/e2e/screens. In development only; English only. */
export function GalleryPage() {
  return (
    <Page title="Gallery" sentence="The parts every screen is made of.">
      <div className={css.parts}>
        <Signs />
        <Forms />
        <Fields />
        <Lists />
        <Records />
        <PopUps />
      </div>
    </Page>
  );
}

import { IconAdjustmentsHorizontal, IconHome, IconList, IconSettings, IconTable } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { icon } from '@/components/ui/icon-size';
import { Mark } from '@/components/ui/mark';

export interface Place {
  to: string;
  key: 'overview' | 'integrations' | 'project' | 'activity' | 'configuration' | 'settings';
  sign: ReactNode;
  /** A page that is part of it, though its address does not say so. */
  holds?: string;
}

/** The pages of the sidebar, in its order; the n-th has the shortcut Ctrl+n. */
export const places: Place[] = [
  { to: '/', key: 'overview', sign: <IconHome {...icon} />, holds: '/connect' },
  { to: '/integrations', key: 'integrations', sign: <Mark size={16} strokeWidth={2} /> },
  { to: '/project', key: 'project', sign: <IconTable {...icon} /> },
  { to: '/activity', key: 'activity', sign: <IconList {...icon} /> },
  { to: '/configuration', key: 'configuration', sign: <IconAdjustmentsHorizontal {...icon} /> },
  { to: '/settings', key: 'settings', sign: <IconSettings {...icon} /> },
];

import { ActionIcon, Menu } from '@mantine/core';
import { IconSettings } from '@tabler/icons-react';
import { type ComponentType, Fragment, useState } from 'react';
import { icon } from './icon-size';
import css from './gear-menu.module.css';

export interface GearItem {
  key: string;
  label: string;
  icon?: ComponentType<{ size?: number; stroke?: number }>;
  onSelect: () => void;
  /** Why this cannot be done now. The item stays, grey, with these words beneath. */
  refused?: string | undefined;
  danger?: boolean;
  /** A hairline before this item. */
  afterLine?: boolean;
}

/** The gear at the end of a row or page: everything that can be done with the thing. */
export function GearMenu({ label, items }: { label: string; items: GearItem[] }) {
  const [opened, setOpened] = useState(false);
  return (
    <Menu opened={opened} onChange={setOpened} position="bottom-end" width={236} offset={4}>
      <Menu.Target>
        <ActionIcon variant="transparent" size={28} className={css.gear} data-open={opened || undefined} aria-label={label}>
          <IconSettings {...icon} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <GearItems items={items} />
      </Menu.Dropdown>
    </Menu>
  );
}

/** The items of such a menu, wherever it opens. */
export function GearItems({ items }: { items: GearItem[] }) {
  return (
    <>
      {items.map((item) => {
        const Icon = item.icon;
        const isRefused = item.refused !== undefined;
        return (
          <Fragment key={item.key}>
            {item.afterLine === true && <Menu.Divider />}
            <Menu.Item
              leftSection={Icon && <Icon size={16} stroke={2} />}
              className={item.danger === true ? css.danger : undefined}
              data-refused={isRefused || undefined}
              aria-disabled={isRefused || undefined}
              closeMenuOnClick={!isRefused}
              onClick={isRefused ? undefined : item.onSelect}
              classNames={isRefused ? { item: css.refused } : {}}
            >
              {item.label}
              {isRefused && <p className={css.reason}>{item.refused}</p>}
            </Menu.Item>
          </Fragment>
        );
      })}
    </>
  );
}

import { Button, CopyButton as Copy } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { icon } from './icon-size';

/** Copies a text and says so for a while. */
export function CopyButton({ text, label, size = 'xs' }: { text: string; label?: string; size?: 'xs' | 'sm' }) {
  const { t } = useTranslation('ui');
  return (
    <Copy value={text} timeout={2000}>
      {({ copied, copy }) => (
        <Button size={size} variant={copied ? 'subtle' : 'default'} onClick={copy} leftSection={copied ? <IconCheck {...icon} /> : <IconCopy {...icon} />}>
          {copied ? t('copied') : (label ?? t('copy'))}
        </Button>
      )}
    </Copy>
  );
}

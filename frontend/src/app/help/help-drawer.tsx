import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import ReactMarkdown, { type Components } from 'react-markdown';
import { Link, useLocation } from 'react-router';
import { SideDrawer } from '@/components/ui/side-drawer';
import css from './help-drawer.module.css';
import { findTopic, topicOf } from './topics';

/** The help of the page behind it. A link within the help turns the page of the help, not of the window. */
export function HelpDrawer({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t, i18n } = useTranslation('app');
  const { pathname } = useLocation();
  const ofPage = topicOf(pathname);
  const [turned, setTurned] = useState({ from: ofPage, to: ofPage });
  // Another page behind the drawer brings its own help.
  const name = turned.from === ofPage ? turned.to : ofPage;
  const topic = findTopic(name, i18n.language) ?? { title: t('help.title'), text: '' };
  return (
    <SideDrawer opened={opened} onClose={onClose} title={topic.title} sentence={t('help.title')}>
      <div className={css.text}>
        <ReactMarkdown components={linksOf((to) => setTurned({ from: ofPage, to }))}>{topic.text}</ReactMarkdown>
        {name !== ofPage && (
          <button type="button" className="link small" onClick={() => setTurned({ from: ofPage, to: ofPage })}>
            {t('help.ofPage')}
          </button>
        )}
      </div>
    </SideDrawer>
  );
}

/** `[mapping](mapping.md)` is another topic; `[Settings](/settings)` is a page of the window. Nothing else is a link. */
function linksOf(turn: (topic: string) => void): Components {
  return {
    a: ({ href = '', children }) => {
      const [, topic] = /^([a-z-]+)\.md$/.exec(href) ?? [];
      if (topic !== undefined) {
        return (
          <button type="button" className="link" onClick={() => turn(topic)}>
            {children}
          </button>
        );
      }
      return href.startsWith('/') ? <Link to={href}>{children}</Link> : <>{children}</>;
    },
  };
}

// What is wrong with how a page lies, told by the page itself. Runs inside the browser: everything it needs stands in this function.

/**
 * Returns a sentence for each thing that does not fit, is covered, or was never translated. `foreign` are texts of the other language,
 * `keys` the names of all texts.
 */
export function layoutProblems({ foreign, keys }) {
  const problems = [];
  const floating = '[role="menu"], [class*="Popover-dropdown"]';
  const slack = 1.5; // parts of a pixel are no breakage
  const name = (e) => `${e.tagName.toLowerCase()}${e.className && typeof e.className === 'string' ? `.${e.className.split(/\s+/).slice(-1)}` : ''} “${(e.textContent || e.getAttribute('aria-label') || '').trim().slice(0, 50)}”`;
  const isShown = (e) => e.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true });
  const isHiddenOnPurpose = (e) => e.closest('.visually-hidden, [class*="VisuallyHidden"], [aria-hidden="true"]') !== null || getComputedStyle(e).clipPath !== 'none';

  const page = document.documentElement;
  if (page.scrollWidth > innerWidth + slack) problems.push(`the page is ${page.scrollWidth - innerWidth}px wider than the window`);

  const all = [...document.querySelectorAll('body *')].filter(isShown);
  for (const e of all) {
    const style = getComputedStyle(e);
    const ownText = [...e.childNodes].some((n) => n.nodeType === Node.TEXT_NODE && n.textContent.trim() !== '');
    if (ownText && !isHiddenOnPurpose(e)) {
      const clips = style.overflowX === 'hidden' || style.overflowX === 'clip';
      const saysSo = style.textOverflow === 'ellipsis' || style.webkitLineClamp !== 'none';
      if (clips && !saysSo && e.scrollWidth > e.clientWidth + slack) problems.push(`${name(e)} is cut off at the right`);
      if ((style.overflowY === 'hidden' || style.overflowY === 'clip') && !saysSo && e.scrollHeight > e.clientHeight + 3) problems.push(`${name(e)} is cut off below`);
      if (style.textOverflow === 'ellipsis' && clips && e.scrollWidth > e.clientWidth + slack && !e.closest('[title], [aria-describedby], [role="gridcell"], [role="columnheader"], label, button, input')) problems.push(`${name(e)} is shortened, and nothing tells its whole text`);
    }
    // Numbers that stand in a column stand figure under figure.
    if (ownText && /^[\d\s.,\u202f\u00a0]+$/.test(e.textContent) && e.closest('[role="cell"], [role="gridcell"], td') !== null && !style.fontVariantNumeric.includes('tabular-nums') && !/mono/.test(style.fontFamily)) problems.push(`${name(e)} is a number whose figures do not line up`);
    // Something inside a box that does not scroll must not stick out of it.
    if (['main', 'aside', 'section', 'header', 'footer'].includes(e.tagName.toLowerCase()) && style.overflowX === 'visible' && e.scrollWidth > e.clientWidth + slack + 1) problems.push(`something sticks out of ${name(e)} by ${e.scrollWidth - e.clientWidth}px`);
  }

  // A paragraph holds words; a pop-up or a list in it is cut out of it by what reads the page aloud.
  for (const e of document.querySelectorAll('p :is(p, div, section, ul, ol, dl, table, h1, h2, h3)')) if (isShown(e)) problems.push(`${name(e)} stands inside a paragraph`);

  // Whatever can be clicked is what the mouse meets there.
  const top = document.querySelector('[role="dialog"][aria-modal="true"]') ?? document;
  for (const e of top.querySelectorAll('button, a[href], input, select, textarea, [role="switch"], [role="checkbox"]')) {
    if (!isShown(e) || isHiddenOnPurpose(e) || e.disabled) continue;
    const box = e.getBoundingClientRect();
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    if (box.width < 2 || x < 0 || y < 0 || x > innerWidth || y > innerHeight) continue; // scrolled out of sight
    if (scrollersOf(e).some((view) => x < view.left || x > view.right || y < view.top || y > view.bottom)) continue;
    const met = document.elementFromPoint(x, y);
    if (met?.closest(floating) && !e.closest(floating)) continue; // an open menu or calendar lies over what it likes, until it is closed
    if (e.closest('[role="grid"]') !== null && met?.closest('[role="row"]') === e.closest('[role="row"]')) continue; // scrolled beneath the column that stays
    if (isBeneathStaying(e, met)) continue; // scrolled beneath the line that stays
    if (met !== null && !e.contains(met) && !met.contains(e) && e.closest('label')?.contains(met) !== true && !sameField(e, met)) problems.push(`${name(e)} is covered by ${name(met)}`);
  }
  // A list that scrolls may itself be scrolled out of sight.
  function scrollersOf(e) {
    const views = [];
    for (let p = e.parentElement; p !== null; p = p.parentElement) if (/(auto|scroll)/.test(getComputedStyle(p).overflowY + getComputedStyle(p).overflowX)) views.push(p.getBoundingClientRect());
    return views;
  }
  function isBeneathStaying(e, met) {
    let line = met;
    while (line !== null && getComputedStyle(line).position !== 'sticky') line = line.parentElement;
    let scroller = line?.parentElement ?? null;
    while (scroller !== null && !/(auto|scroll)/.test(getComputedStyle(scroller).overflowY)) scroller = scroller.parentElement;
    return scroller !== null && scroller.scrollTop > 0 && scroller.contains(e) && !line.contains(e);
  }
  // The sign within a field, or the label over a hidden tick, belongs to it.
  function sameField(e, met) {
    const wrapper = e.parentElement;
    return wrapper !== null && (wrapper.contains(met) || (wrapper.parentElement?.contains(met) === true && e.tagName === 'INPUT'));
  }

  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const known = new Set(foreign);
  const names = new Set(keys);
  for (let n = texts.nextNode(); n !== null; n = texts.nextNode()) {
    const text = n.textContent.trim();
    if (text === '' || ['SCRIPT', 'STYLE'].includes(n.parentElement?.tagName)) continue;
    const isData = n.parentElement?.closest('[role="gridcell"]') !== null; // JSON of a record ends like a template
    if (!isData && /\{\{|\}\}|\bundefined\b|\bNaN\b|\[object Object\]|Invalid Date/.test(text)) problems.push(`“${text.slice(0, 60)}” is no text for people`);
    if (names.has(text)) problems.push(`“${text}” is the name of a text, not a text`);
    if (known.has(text)) problems.push(`“${text}” is not in the language of the window`);
  }
  return [...new Set(problems)];
}

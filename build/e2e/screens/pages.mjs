// Every page of the window, and what opens over it. `open` is what a person does on the page first; `height` is that of a window in which
// all of a long page is seen at once; a page that `fits` needs no scrolling in the window it was drawn for. SCREENS=overview,row looks at
// those alone, for quick work.

const gear = (page, row) => page.getByRole('row').nth(row).getByRole('button').last();

const wanted = process.env.SCREENS?.split(',');
const chosen = (all) => all.filter(({ name }) => wanted === undefined || wanted.includes(name));

export const pages = chosen([
  { name: 'overview', at: '/', fits: true },
  { name: 'connect', at: '/connect' },
  { name: 'integrations', at: '/integrations' },
  { name: 'new-integration', at: '/integrations/new' },
  { name: 'integration', at: '/integrations/i-shop' },
  { name: 'project', at: '/project' },
  { name: 'rows', at: '/project/Contacts' },
  { name: 'activity', at: '/activity' },
  { name: 'record-errors', at: '/activity/errors' },
  { name: 'conflicts', at: '/activity/conflicts' },
  { name: 'configuration', at: '/configuration' },
  { name: 'authorizations', at: '/configuration/authorizations' },
  { name: 'new-source', at: '/configuration/new' },
  { name: 'source-configuration', at: '/configuration/c-shop' },
  { name: 'settings', at: '/settings' },
]);

/** The parts the pages are made of, in every state: the gallery of the development build. */
export const parts = chosen([{ name: 'gallery', at: '/gallery', staysBusy: true, height: 9600 }]);

/** What opens over a page; with records in it only. */
export const overlays = chosen([
  { name: 'connect-updates', at: '/connect', open: (page) => guided(page, 3) },
  { name: 'connect-activate', at: '/connect', open: (page) => guided(page, 5) },
  { name: 'integration-running', at: '/integrations/i-crm' },
  { name: 'fields', at: '/project/Contacts', open: async (page) => { await page.getByRole('main').locator('label').last().click(); await page.getByRole('main').getByRole('table').waitFor(); } },
  { name: 'filter-days', at: '/project/Contacts', open: async (page) => { await page.getByRole('button', { name: /Customer since/ }).last().click(); await page.getByRole('dialog').locator('form').waitFor(); } },
  { name: 'search-none', at: '/project/Contacts?search=zzz', open: (page) => page.getByRole('button', { name: /^(Show all rows|Voir toutes les lignes)$/ }).waitFor() },
  { name: 'settings-whole', at: '/settings', height: 1900 },
  { name: 'try-none', at: '/configuration/try' },
  { name: 'manifest', at: '/configuration/new?manifest=%2Fhome%2Fjosee%2Fservice.yaml', open: (page) => page.getByRole('dialog').getByRole('heading', { level: 2 }).nth(2).waitFor() },
  { name: 'new-source-chosen', at: '/configuration/new', open: async (page) => { await page.getByRole('combobox').first().click(); await page.getByRole('option').nth(2).click(); await page.getByRole('main').locator('button[aria-haspopup="dialog"], [class*="seeButton"]').waitFor(); } },
  { name: 'add-transfer', at: '/configuration/c-shop', open: async (page) => { await page.getByRole('button', { name: /^(Add|Ajouter)$/ }).click(); await page.getByRole('dialog').locator('input').first().waitFor(); } },
  { name: 'calendar', at: '/configuration/c-shop', open: async (page) => { await page.locator('.mantine-DateInput-input').click(); await page.locator('.mantine-DateInput-day').first().waitFor(); } },
  { name: 'authorization-menu', at: '/configuration/authorizations', open: async (page) => { await gear(page, 2).click(); await page.getByRole('menuitem').first().waitFor(); } },
  { name: 'authorization-revoke', at: '/configuration/authorizations', open: async (page) => { await gear(page, 2).click(); await page.getByRole('menuitem', { name: /^(Revoke|Révoquer)/ }).click(); await page.getByRole('dialog').waitFor(); } },
  { name: 'run-details', at: '/activity?integration=i-shop', height: 1500, open: async (page) => { for (const n of [0, 1, 2]) await page.getByRole('main').locator('button[aria-expanded]').nth(n).click(); } },
  { name: 'undo', at: '/activity?integration=i-shop', open: async (page) => { await page.getByRole('main').locator('button[aria-expanded]').first().click(); await page.getByRole('button', { name: /^(Undo this run|Défaire cette exécution)$/ }).click(); await page.getByRole('dialog').getByRole('list').first().waitFor(); } },
  { name: 'record-error', at: '/activity/errors', open: async (page) => { await page.getByRole('main').getByRole('row').nth(3).getByRole('button').click(); await page.getByRole('dialog').waitFor(); } },
  { name: 'shortcuts', at: '/', open: async (page) => { await page.keyboard.press('Shift+?'); await page.getByRole('dialog').waitFor(); } },
  { name: 'quiet-hours', at: '/settings', open: async (page) => { await page.locator('label').filter({ hasText: /^(At certain hours|À certaines heures)$/ }).click(); await page.getByRole('group').or(page.locator('.mantine-TimePicker-input')).first().scrollIntoViewIfNeeded(); } },
  { name: 'try', at: '/configuration/try?manifest=%2Fhome%2Fjosee%2Fservice.yaml', open: (page) => page.getByRole('main').locator('input').first().waitFor() },
  { name: 'try-result', at: '/configuration/try?manifest=%2Fhome%2Fjosee%2Fservice.yaml', open: async (page) => { await page.getByLabel(/^(Address|Adresse)$/).fill('https://club.example'); await page.getByLabel(/^(Key|Clé)$/).fill('very-secret'); await page.getByRole('main').locator('button[type="submit"]').click(); await page.getByRole('main').getByRole('table').waitFor(); } },
  { name: 'mapping', at: '/configuration/c-shop', open: async (page) => { await gear(page, 1).click(); await page.getByRole('menuitem').first().click(); await page.getByRole('dialog').getByRole('row').nth(3).waitFor(); } },
  { name: 'requests', at: '/configuration/c-shop', open: async (page) => { await gear(page, 1).click(); await page.getByRole('menuitem', { name: /^(Preview records|Aperçu des fiches)$/ }).click(); await page.getByRole('dialog').locator('label').nth(2).click(); await page.getByRole('dialog').getByRole('region').waitFor(); } },
  { name: 'run-differences', at: '/activity?integration=i-shop', open: async (page) => { await page.getByRole('main').locator('button[aria-expanded]').nth(2).click(); await page.getByRole('main').getByRole('link', { name: /^4 / }).waitFor(); } },
  { name: 'run-requests', at: '/activity?integration=i-shop', open: async (page) => { await page.getByRole('main').locator('button[aria-expanded]').nth(1).click(); await page.getByRole('button', { name: /^(See the requests|Voir les requêtes)$/ }).click(); await page.getByRole('dialog').getByRole('region').waitFor(); } },
  { name: 'order', at: '/activity/conflicts', open: async (page) => { await gear(page, 1).click(); await page.getByRole('menuitem').first().click(); await page.getByRole('dialog').getByRole('listitem').first().waitFor(); } },
  { name: 'order-table', at: '/project/Contacts', open: async (page) => { await page.getByRole('main').getByRole('button', { name: /Contacts$/ }).last().click(); await page.getByRole('menuitem').nth(1).click(); await page.getByRole('dialog').getByRole('listitem').first().waitFor(); } },
  { name: 'views', at: '/project/Contacts?view=Sans téléphone&own=1&search=roy&sort=City', open: async (page) => { await page.locator('button[aria-haspopup="menu"]', { hasText: 'Sans téléphone' }).click(); await page.getByRole('menuitem').first().waitFor(); } },
  { name: 'view-saved', at: '/project/Contacts', open: async (page) => { await page.getByRole('button', { name: /^(Views|Vues)$/ }).click(); await page.getByRole('menuitem').last().click(); await page.getByRole('dialog').waitFor(); } },
  { name: 'columns', at: '/project/Contacts', open: async (page) => { await page.getByRole('button', { name: /^(Columns|Colonnes)$/ }).click(); await page.getByRole('menuitemcheckbox').first().waitFor(); } },
  { name: 'search-stopped', at: '/project/Visits?search=roy', open: async (page) => { await page.getByRole('button', { name: /^(Stop|Arrêter)$/ }).click(); await page.getByRole('button', { name: /^(Go on|Continuer)$/ }).waitFor(); } },
  { name: 'live-export', at: '/project', open: async (page) => { await page.getByRole('button', { name: /^(Change|Modifier)$/ }).click(); await page.getByRole('dialog').waitFor(); } },
  { name: 'live-export-off', at: '/project', open: async (page) => { await page.getByRole('button', { name: /^(Switch off|Désactiver)$/ }).click(); await page.getByRole('button', { name: /^(Choose a folder|Choisir un dossier)$/ }).waitFor(); } },
  { name: 'row', at: '/project/Contacts', open: async (page) => { await page.getByRole('gridcell').nth(12).dblclick(); await page.getByRole('dialog').waitFor(); } },
  { name: 'row-menu', at: '/project/Contacts', open: async (page) => { await page.getByRole('gridcell').filter({ hasText: '@' }).nth(2).click({ button: 'right' }); await page.getByRole('menuitem').first().waitFor(); } },
  { name: 'integration-menu', at: '/integrations', open: async (page) => { await page.getByRole('row').nth(2).click({ button: 'right', position: { x: 300, y: 20 } }); await page.getByRole('menuitem').first().waitFor(); } },
  { name: 'palette', at: '/', open: async (page) => { await page.keyboard.press('Control+k'); await page.getByRole('dialog').waitFor(); } },
  { name: 'mail-server', at: '/settings', open: async (page) => { await page.getByRole('button', { name: /^(Change|Modifier)$/ }).click(); await page.getByRole('dialog').waitFor(); } },
  { name: 'mail-sign-in', at: '/settings', open: async (page) => { await page.getByRole('button', { name: /^(Change|Modifier)$/ }).click(); await page.getByRole('combobox', { name: /^(Provider|Fournisseur)$/ }).click(); await page.getByRole('option', { name: 'Microsoft 365' }).click(); await page.getByRole('radio', { name: /^(The browser|Le navigateur)$/ }).waitFor({ state: 'attached' }); } },
  { name: 'support', at: '/settings?support=1', open: (page) => page.getByRole('dialog').getByRole('region').waitFor() },
  { name: 'drop', at: '/', open: (page) => page.evaluate(() => { const held = new DataTransfer(); held.items.add(new File([''], 'prices.csv')); document.body.dispatchEvent(new DragEvent('dragenter', { bubbles: true, dataTransfer: held })); }) },
  { name: 'help', at: '/settings', open: async (page) => { await page.keyboard.press('F1'); await page.getByRole('dialog').waitFor(); } },
  { name: 'authorization', at: '/configuration/authorizations?authorization=a-crm', open: (page) => page.getByRole('dialog').getByRole('region').waitFor() },
  { name: 'authorization-create', at: '/configuration/authorizations?authorization=a-old', open: create },
  { name: 'authorization-refused', at: '/configuration/authorizations?authorization=a-old', open: async (page) => { await create(page); await page.getByRole('dialog').locator('button[type="submit"]').click(); await page.getByRole('alert').waitFor(); } },
  { name: 'sign-in', at: '/configuration/authorizations?authorization=a-old', open: signIn },
  { name: 'sign-in-cancelled', at: '/configuration/authorizations?authorization=a-old', open: async (page) => { await signIn(page); await page.getByRole('dialog').getByRole('region').getByRole('button').last().click(); await page.getByRole('dialog').getByRole('region').getByRole('button').nth(1).waitFor(); } },
]);

/** The form of the pop-up of authorizations, its guide included. */
async function create(page) {
  await page.getByRole('dialog').locator('button[aria-expanded]').last().click();
  await page.getByRole('dialog').locator('form').waitFor();
}

/** The sign-in of the authorization that needs the person, up to the opened browser. */
async function signIn(page) {
  await page.getByRole('dialog').getByRole('region').getByRole('button').first().click();
  await page.getByRole('dialog').getByRole('heading', { level: 2 }).and(page.locator(':focus')).waitFor();
}

/** The guided set-up up to one of its steps, begun anew. */
async function guided(page, step) {
  await page.evaluate(() => localStorage.clear());
  await page.reload();
  await page.getByRole('combobox', { name: 'Service' }).click();
  await page.getByRole('option', { name: 'Spreadsheets' }).click();
  await page.getByLabel('Folder or file').fill('/home/josee/prices');
  for (let now = 1; now < step; now++) {
    if (now === 2) await page.getByRole('checkbox').first().check();
    await page.locator('main footer button').last().click();
    await page.locator('li[aria-current="step"]').filter({ hasText: String(now + 1) }).waitFor();
    await page.waitForFunction(() => document.querySelector('[aria-busy="true"], [data-loading="true"]') === null);
  }
}

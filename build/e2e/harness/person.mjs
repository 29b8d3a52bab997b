// What a person does in the window to bring a service's records into the project, step by step, by role and name.
import assert from 'node:assert/strict';

const exactly = (name) => ({ name, exact: true });

/** Step 0, 1–3: Configuration → Create a new Integration Source. `authorize` fills the pop-up; `settings` fills the form. */
export async function createSource(desk, { source, name, authorize, settings }) {
  const { page } = desk;
  await desk.go('Configuration');
  await page.getByRole('link', { name: 'Create a new Integration Source' }).or(page.getByRole('button', { name: 'Create a new Integration Source' })).first().click();
  await page.getByRole('combobox', exactly('Integration source')).fill(source);
  await page.getByRole('option', { name: source }).first().click();
  await page.getByRole('textbox', exactly('Name')).fill(name);
  if (authorize) {
    await page.getByRole('button', { name: 'See third-party service authorizations' }).click();
    await authorize(page.getByRole('dialog'));
  }
  await settings(page);
  await desk.shot(`step-0-source-${name}`);
  await page.getByRole('button', exactly('Save')).click();
  await page.getByRole('heading', { level: 1, name }).waitFor();
  await page.getByText('Everything is saved.').waitFor();
}

/** In the pop-up: *Create an authorization* with these values, then *Choose* it. */
export async function createAuthorization(dialog, values) {
  await dialog.getByRole('button', { name: 'Create an authorization' }).first().click();
  for (const [label, value] of Object.entries(values)) await dialog.getByLabel(label, { exact: true }).fill(value);
  await dialog.getByRole('button', { name: 'Save and check' }).click();
  await dialog.getByRole('button', { name: /^Choose/ }).first().click();
  await dialog.waitFor({ state: 'hidden' });
}

/** Step 0, 4: *Data transfer*, *Add*. It stands in the list, Inactive, and cannot be activated yet. */
export async function addTransfer(desk, label) {
  const { page } = desk;
  await page.getByRole('button', exactly('Add')).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('combobox', { name: 'Data type' }).click();
  await page.getByRole('option', { name: label, exact: true }).click();
  await dialog.getByRole('button', exactly('Add')).click();
  await dialog.waitFor({ state: 'hidden' });
  await page.getByRole('row', { name: new RegExp(label) }).getByText('Inactive').waitFor();
  await openGear(page, label);
  assert.equal(await page.getByRole('menuitem', { name: /^Activate/ }).getAttribute('aria-disabled'), 'true');
  await desk.shot(`step-0-transfer-refused-${label}`);
  await page.keyboard.press('Escape');
}

const openGear = (page, label) => page.getByRole('row', { name: new RegExp(label) }).getByRole('button').last().click();

/** Step 0, 5: *Mapping*: the key first, ticked; then all suggestions; *Save*. `key` is the source field. */
export async function mapAll(desk, label, { key }) {
  const { page } = desk;
  await openGear(page, label);
  await page.getByRole('menuitem', exactly('Mapping')).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText(/records have a different/).waitFor();
  if (!(await dialog.getByText(`records have a different ${key}`).count())) throw new Error(`the proposed key is not ${key}`);
  await dialog.getByRole('button', { name: /^Add \d+ suggestions?$/ }).click();
  const tick = dialog.getByRole('checkbox', { name: 'Primary key' });
  if (!(await tick.isChecked())) await tick.click();
  await desk.shot(`step-0-mapping-${label}`);
  await dialog.getByRole('button', exactly('Save')).click();
  await dialog.waitFor({ state: 'hidden' });
}

/** Step 0, 6: *Activate*: the status changes to Active. */
export async function activateTransfer(desk, label) {
  const { page } = desk;
  await openGear(page, label);
  await page.getByRole('menuitem', { name: 'Activate' }).click();
  await page.getByRole('row', { name: new RegExp(label) }).getByText('Active', { exact: true }).waitFor();
}

/** Step 1: *Create an integration*: the source configuration and a name. */
export async function createIntegration(desk, { configuration, name }) {
  const { page } = desk;
  await desk.go('Integrations');
  await page.getByRole('link', { name: 'Create an integration' }).first().click();
  await page.getByRole('combobox', exactly('Source configuration')).click();
  await page.getByRole('option', { name: configuration }).click();
  await page.getByRole('textbox', exactly('Name')).fill(name);
  await desk.shot(`step-1-integration-${name}`);
  await page.getByRole('button', exactly('Create')).click();
  await page.getByRole('heading', { level: 1, name }).waitFor();
}

/** Step 2: the types of updates of a data type; step 3: an email alert; *Save*. */
export async function tickUpdates(desk, label, { email }) {
  const { page } = desk;
  const created = page.getByRole('checkbox', { name: /^Created/ }).first();
  if (!(await created.count())) await page.getByRole('button', { name: new RegExp(`^${label}`) }).first().click();
  for (const name of ['Created', 'Updated', 'Deleted']) {
    const box = page.getByRole('checkbox', { name: new RegExp(`^${name}`) }).first();
    if (!(await box.isChecked())) await box.click();
  }
  await page.getByRole('combobox', exactly('Address')).fill(email);
  await page.getByRole('button', exactly('Add')).last().click();
  await page.getByText(email).first().waitFor();
  await desk.shot(`step-2-updates-${label}`);
  await page.getByRole('button', exactly('Save')).click();
  await page.locator('button:disabled', { hasText: /^Save$/ }).waitFor(); // there is nothing left to save
}

/** Step 4: a dry run first, then *Activate*; waits until the first run has ended. Returns the dry run's table as text. */
export async function activateIntegration(desk, name, { created }) {
  const { page } = desk;
  await page.getByRole('button', { name: /^Run( again)?$/ }).click();
  await page.getByRole('cell', exactly(created)).first().waitFor();
  await desk.shot(`step-4-dry-run-${name}`);
  await page.getByRole('button', exactly('Activate')).click();
  await page.getByText('Active', { exact: true }).first().waitFor();
  await desk.go('Overview');
  await page.getByRole('main').getByText(created).first().waitFor();
  await desk.shot(`step-4-active-${name}`);
}

/** The rows in the Project screen: opens a table and waits for its number of rows. */
export async function openTable(desk, table, { rows }) {
  const { page } = desk;
  await desk.go('Project');
  await page.getByRole('link', { name: new RegExp(table) }).first().click();
  await page.getByText(rows).first().waitFor();
  await page.getByRole('gridcell').first().waitFor();
  await desk.shot(`rows-${table}`);
}

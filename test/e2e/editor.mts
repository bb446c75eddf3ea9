/** n8n's editor as a person uses it: Chromium driven through what is on the screen. */
import { existsSync } from 'node:fs';
import type { Locator, Page } from 'playwright-core';
import { chromium, selectors } from 'playwright-core';
import { OWNER } from '../../tools/n8n/session.mts';

const CHROMIUM = [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

export interface Editor {
	page: Page;
	/** What is visible of an element by n8n's own test ID. */
	seen(testId: string): Locator;
	/** Opens a new workflow, searches the panel of nodes, and waits until it shows the expected one. */
	searchNodes(text: string, expected: string): Promise<void>;
	/** Adds the node's action to a new workflow and opens its dialog. */
	addAction(node: string, action: string): Promise<void>;
	/** Opens the dialog of a node in a saved workflow. */
	openNode(workflowId: string, nodeId: string): Promise<void>;
	/** Fills in the nth text or number of that name. */
	fill(name: string, value: string, nth?: number): Promise<void>;
	/** Adds a field to the nth "Add Field" or "Add Filter"; negative counts from the last. */
	addField(label: string, nth?: number): Promise<void>;
	/** Chooses from the drop-down that shows `shown`. */
	choose(shown: string, option: string): Promise<void>;
	/** Clicks the nth button that adds a row to a list. */
	addRow(label: string): Promise<void>;
	/** Opens a picker, types into its search and gives what it lists. */
	searchPicker(name: string, text?: string): Promise<string[]>;
	pick(name: string, label: string | RegExp): Promise<void>;
	/** Runs the node of the open dialog and waits for its end. */
	execute(): Promise<void>;
	close(): Promise<void>;
}

/** Where Chromium is, or undefined where there is none. */
export function findChromium(): string | undefined {
	return CHROMIUM.find((path) => path && existsSync(path));
}

/** Starts a browser and signs in. */
export async function openEditor(url: string, colorScheme: 'light' | 'dark' = 'light'): Promise<Editor> {
	selectors.setTestIdAttribute('data-test-id');
	const browser = await chromium.launch({ executablePath: findChromium(), args: ['--no-sandbox', '--disable-gpu'] });
	const context = await browser.newContext({ baseURL: url, viewport: { width: 1440, height: 900 }, colorScheme });
	const page = await context.newPage();
	page.setDefaultTimeout(60_000);
	page.on('dialog', (dialog) => void dialog.accept());

	const seen = (testId: string) => page.getByTestId(testId).locator('visible=true');
	const dialog = page.getByTestId('node-parameters');
	const openOptions = () => page.locator('[role=option], .el-select-dropdown__item').locator('visible=true');
	const input = (name: string) => seen(`parameter-input-${name}`).locator('input, textarea');
	const exactly = (text: string) => new RegExp(`^\\s*${text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}\\s*$`);

	await page.goto('/signin');
	await page.locator('input[name="emailOrLdapLoginId"]').fill(OWNER.email);
	await page.locator('input[type=password]').fill(OWNER.password);
	await page.getByRole('button', { name: 'Sign in' }).click();
	await page.waitForURL((address) => !address.pathname.includes('signin'));

	const editor: Editor = {
		page,
		seen,
		searchNodes: async (text, expected) => {
			await page.goto('/workflow/new');
			await seen('canvas-plus-button').click();
			await seen('node-creator-search-bar').fill(text);
			await seen('node-creator-item-name').filter({ hasText: expected }).first().waitFor();
		},
		addAction: async (node, action) => {
			await editor.searchNodes(node, node);
			await page.getByText(node, { exact: true }).first().click();
			await page.getByText(action, { exact: true }).first().click();
			await dialog.waitFor();
		},
		openNode: async (workflowId, nodeId) => {
			await page.goto(`/workflow/${workflowId}/${nodeId}`);
			await dialog.waitFor();
		},
		fill: async (name, value, nth = 0) => {
			await input(name).nth(nth).fill(value);
			// A field that has the focus shows a tip, which lies over what comes next.
			await input(name).nth(nth).blur();
		},
		addField: async (label, nth = -1) => {
			const button = seen('collection-parameter-add').nth(nth);
			const option = seen('collection-parameter-option')
				.filter({ hasText: exactly(label) })
				.first();
			const isThere = async () =>
				await option.waitFor({ timeout: 3000 }).then(
					() => true,
					() => false,
				);
			// The list of the button before may be closing still, and then takes the click.
			for (let clicks = 0; clicks < 3; clicks += 1) {
				await button.click();
				if (await isThere()) break;
			}
			await option.click();
		},
		choose: async (shown, option) => {
			const byPlaceholder = dialog.getByPlaceholder(shown, { exact: true });
			await byPlaceholder
				.or(dialog.getByText(shown, { exact: true }))
				.locator('visible=true')
				.last()
				.click();
			await openOptions()
				.filter({ hasText: exactly(option) })
				.first()
				.click();
		},
		addRow: async (label) => await dialog.getByText(label, { exact: true }).locator('visible=true').last().click(),
		searchPicker: async (name, text) => {
			const search = seen('rlc-search');
			if ((await search.count()) === 0) await seen(`resource-locator-${name}`).locator('input').last().click();
			if (text !== undefined) {
				const loaded = page.waitForResponse((answer) => answer.url().includes('resource-locator-results'));
				await search.fill(text);
				await loaded;
			}
			await seen('rlc-item').first().waitFor();
			return await seen('rlc-item').allTextContents();
		},
		pick: async (name, label) => {
			await editor.searchPicker(name);
			await seen('rlc-item').filter({ hasText: label }).first().click();
		},
		execute: async () => {
			const ran = page.waitForResponse((answer) => /\/workflows\/[^/]+\/run/.test(answer.url()));
			await seen('node-execute-button').click();
			await ran;
			await page
				.locator('[data-test-id=ndv-output-panel], [data-test-id=output-panel]')
				.getByText(/item|No output data returned/)
				.first()
				.waitFor();
		},
		close: async () => await browser.close(),
	};
	return editor;
}

/**
 * Takes the pictures of docs/screenshots/examples and docs/screenshots/jobs: the canvas of every workflow in examples/ and
 * examples/jobs/, from the real editor.
 * `SCREENSHOTS=1 npx node test/e2e/example-pictures.mts` takes all, names after it (`uptime-report`) only those; without
 * SCREENSHOTS it only shows that each opens. Needs Chromium (`CHROMIUM` says where) and a build.
 */
import { mkdirSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Json } from '../../tools/n8n/session.mts';
import type { Editor } from './editor.mts';
import { openEditor } from './editor.mts';
import type { Stage } from './stage.mts';
import { setStage } from './stage.mts';

const FOLDERS = { examples: 'docs/screenshots/examples', 'examples/jobs': 'docs/screenshots/jobs' };
const WIDTH = 1280;
const MARGIN = 48;
const STICKY_NOTE = 'n8n-nodes-base.stickyNote';

/** Room that a node takes on the canvas around its position, its name and note below included. */
const NODE_BOX = { left: 60, top: 20, right: 160, bottom: 180 };

/** Shows the canvas alone, over the whole page. */
const CANVAS_ALONE = `
	body * { visibility: hidden; }
	#canvas, #canvas * { visibility: visible; }
	#canvas { position: fixed; inset: 0; z-index: 9999; }
	.vue-flow__panel { display: none; }
`;

const wanted = process.argv.slice(2);
const isWanted = (name: string) => wanted.length === 0 || wanted.includes(basename(name, '.json'));

const stage = await setStage('example-pictures');
try {
	const editor = await openEditor(stage.n8n.url);
	try {
		for (const [folder, pictures] of Object.entries(FOLDERS)) {
			mkdirSync(pictures, { recursive: true });
			const files = readdirSync(folder).filter((name) => name.endsWith('.json') && isWanted(name));
			for (const file of files)
				await picture(stage, editor, join(folder, file), join(pictures, `${basename(file, '.json')}.png`));
		}
	} finally {
		await editor.close();
	}
} finally {
	await stage.stop();
}

async function picture(stage: Stage, editor: Editor, file: string, path: string): Promise<void> {
	const workflow = JSON.parse(readFileSync(file, 'utf8')) as Json;
	const id = await stage.session.importWorkflow(workflow, await credentialsFor(stage, workflow));
	const { page } = editor;

	await page.setViewportSize({ width: WIDTH, height: heightFor(workflow.nodes) });
	await page.goto(`/workflow/${id}`);
	await editor.seen('canvas-node').first().waitFor();
	await page.addStyleTag({ content: CANVAS_ALONE });
	await page.keyboard.press('1');
	await page
		.locator('.vue-flow__node')
		.nth(workflow.nodes.length - 1)
		.waitFor();
	// Until it knows the nodes the editor shows a question mark for each.
	await page.locator('.vue-flow__node img').first().waitFor();
	if (!process.env.SCREENSHOTS) return;

	await page.screenshot({ path, animations: 'disabled' });
	console.log(`${path}  ${Math.round(statSync(path).size / 1024)} KB`);
}

/** A credential of each type that a workflow uses; those of other services are never called here. */
async function credentialsFor(stage: Stage, workflow: Json): Promise<Record<string, { id: string; name: string }>> {
	const named = (workflow.nodes as Json[]).flatMap(({ credentials = {} }) =>
		Object.entries(credentials as Record<string, Json>),
	);
	const found: Record<string, { id: string; name: string }> = {};
	for (const [type, { name }] of named) {
		found[type] ??= type === 'ampecoApi' ? stage.credential : await stage.session.saveCredential(name, type, {});
	}
	return found;
}

/** The height that shows the whole workflow at the given width. */
function heightFor(nodes: Json[]): number {
	const boxes = nodes.map(({ type, position: [x, y], parameters }) =>
		type === STICKY_NOTE
			? { left: x, top: y, right: x + (parameters.width ?? 240), bottom: y + (parameters.height ?? 160) }
			: { left: x - NODE_BOX.left, top: y - NODE_BOX.top, right: x + NODE_BOX.right, bottom: y + NODE_BOX.bottom },
	);
	const width = Math.max(...boxes.map(({ right }) => right)) - Math.min(...boxes.map(({ left }) => left));
	const height = Math.max(...boxes.map(({ bottom }) => bottom)) - Math.min(...boxes.map(({ top }) => top));
	const scale = Math.min(1, (WIDTH - 2 * MARGIN) / width);
	return Math.round(height * scale) + 2 * MARGIN;
}

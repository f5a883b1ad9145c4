/**
 * Where boxes stand: as in a printed order of battle, subordinates listed downwards below their superior, indented, and
 * where that gets too long, in columns side by side. Nothing moves by itself, so that a place can be remembered.
 * Lengths are in the units of the drawing.
 */

/** @typedef {import("./tree.js").Tree} Tree */

export const BOX = { width: 232, height: 58 };
const ROW = 68;
const INDENT = 20;
const GUTTER = 30;

/**
 * @typedef {object} Layout
 * @property {Map<string, {x: number, y: number}>} places the top left corner of each box
 * @property {Map<string, [number, number][]>} lines the corner points of the line from above to each box
 * @property {number} width
 * @property {number} height
 */

/**
 * Places for all that is drawn of a tree: no wider than `width`, or, if that gets too tall, in the form of `aspect`.
 * @param {Tree} tree
 * @param {{width: number, aspect: number}} room what can be seen at a size that can be read, and its width by its height
 * @returns {Layout}
 */
export function layoutOf(tree, { width, aspect }) {
  const rows = tree.drawn.length;
  const column = BOX.width + GUTTER + INDENT;
  const widest = Math.max(width, Math.sqrt(rows * ROW * column * aspect));
  let tallest = Math.max(3, Math.ceil(rows / Math.max(1, Math.floor(widest / column))));
  let whole = blockOf(tree, tree.root, tallest, tree.root);
  while (whole.width > widest && tallest < rows) {
    tallest = Math.ceil(tallest * 1.12);
    whole = blockOf(tree, tree.root, tallest, tree.root);
  }
  const places = new Map();
  const lines = new Map();
  whole.place(0, 0, places, lines);
  return { places, lines, width: whole.width, height: whole.rows * ROW - (ROW - BOX.height) };
}

/** A formation with all below it: how large it is, and how it is put somewhere. */
function blockOf(tree, one, tallest, root) {
  const children = tree.below.get(one);
  const blocks = children.map((child) => blockOf(tree, child, tallest - 1, root));
  const rows = 1 + blocks.reduce((sum, block) => sum + block.rows, 0);
  const isList = rows <= tallest && one !== root;
  return isList ? listed(one, blocks, rows) : columned(one, blocks, tallest);
}

function listed(one, blocks, rows) {
  return {
    one,
    rows,
    width: Math.max(BOX.width, ...blocks.map((block) => block.width + INDENT)),
    place(x, y, places, lines) {
      places.set(one, { x, y });
      const spine = x + INDENT / 2;
      let top = y + ROW;
      for (const block of blocks) {
        const middle = top + BOX.height / 2;
        lines.set(block.one, [[spine, y + BOX.height], [spine, middle], [x + INDENT, middle]]);
        block.place(x + INDENT, top, places, lines);
        top += block.rows * ROW;
      }
    },
  };
}

/** Blocks below their superior in columns: neighbours that together are not too tall share one. */
function columned(one, blocks, tallest) {
  const limit = Math.max(tallest - 1, 1);
  const columns = [];
  for (const block of blocks) {
    const last = columns.at(-1);
    if (last !== undefined && last.rows + block.rows <= limit) {
      last.blocks.push(block);
      last.rows += block.rows;
      last.width = Math.max(last.width, block.width);
    } else {
      columns.push({ blocks: [block], rows: block.rows, width: block.width });
    }
  }
  const width = columns.reduce((sum, column) => sum + column.width + GUTTER, 0);
  return {
    one,
    rows: 1 + Math.max(0, ...columns.map((column) => column.rows)),
    width: Math.max(BOX.width, width),
    place(x, y, places, lines) {
      places.set(one, { x, y });
      const bus = y + BOX.height + (ROW - BOX.height) / 2;
      const trunk = x + GUTTER / 2;
      let left = x;
      for (const column of columns) {
        const spine = left + GUTTER / 2;
        let top = y + ROW;
        for (const block of column.blocks) {
          const middle = top + BOX.height / 2;
          lines.set(block.one, [[trunk, y + BOX.height], [trunk, bus], [spine, bus], [spine, middle], [left + GUTTER, middle]]);
          block.place(left + GUTTER, top, places, lines);
          top += block.rows * ROW;
        }
        left += column.width + GUTTER;
      }
    },
  };
}

// Places for the nodes of a drawing, computed once and always the same: linked nodes near, all others apart.

const ROUNDS = 160;

/** `{x, y}` for each of `count` nodes that `links`, pairs of indexes, connect. */
export function places(count, links) {
  const ideal = 80 + Math.min(count, 150) / 2;
  const radius = ideal * Math.sqrt(count) * 0.6;
  const nodes = Array.from({ length: count }, (_, at) => {
    const angle = at * 2.399963;
    const far = radius * Math.sqrt((at + 1) / count);
    return { x: far * Math.cos(angle), y: far * Math.sin(angle) };
  });
  for (let round = 0; round < ROUNDS; round += 1) {
    const moves = nodes.map(({ x, y }) => ({ x: -x * 0.02, y: -y * 0.03 }));
    apart(nodes, moves, ideal);
    together(nodes, links, moves, ideal);
    const reach = ideal * (1 - round / ROUNDS) + 1;
    nodes.forEach((node, at) => {
      const { x, y } = moves[at];
      const size = Math.hypot(x, y) || 1;
      node.x += (x / size) * Math.min(size, reach);
      node.y += (y / size) * Math.min(size, reach);
    });
  }
  return nodes;
}

function apart(nodes, moves, ideal) {
  const reach = (6 * ideal) ** 2; // further apart they do not push, or what is not linked would drift away
  for (let one = 0; one < nodes.length; one += 1) {
    for (let other = one + 1; other < nodes.length; other += 1) {
      const dx = nodes[one].x - nodes[other].x;
      const dy = (nodes[one].y - nodes[other].y) * 1.6;
      const square = Math.max(dx * dx + dy * dy, 100);
      if (square > reach) continue;
      const force = (ideal * ideal) / square;
      moves[one].x += dx * force;
      moves[one].y += dy * force;
      moves[other].x -= dx * force;
      moves[other].y -= dy * force;
    }
  }
}

function together(nodes, links, moves, ideal) {
  for (const [from, to] of links) {
    const dx = nodes[to].x - nodes[from].x;
    const dy = nodes[to].y - nodes[from].y;
    const force = Math.hypot(dx, dy) / ideal / 3;
    moves[from].x += dx * force;
    moves[from].y += dy * force;
    moves[to].x -= dx * force;
    moves[to].y -= dy * force;
  }
}

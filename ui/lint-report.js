// What the lint says: a line for each finding, and how many files were looked at.
export default function report(results) {
  const lines = results.flatMap(({ filePath, messages }) => messages.map(({ line, column, message, ruleId }) => `${filePath}:${line}:${column} ${message} (${ruleId ?? 'not parsed'})`));
  return [...lines, `${results.length} files looked at, ${lines.length} findings`].join('\n');
}

import { parseSync, type Expression as Code, type VariableDeclarator } from '@swc/core';
import type { Expression } from './automaton';

/** Stands for a part of an expression that is known only when the program runs. */
const unknown = 'x';

/** Returns every regular expression in the text of a source file, whether it is a literal or built from constants. */
export function expressionsIn(text: string): Expression[] {
  const nodes = nodesIn(parseSync(text, { syntax: 'typescript', target: 'es2023' }).body);
  const constants = new Map(
    nodes.flatMap((node) =>
      node.type === 'VariableDeclarator' && node.id.type === 'Identifier' ? [[node.id.value, node.init]] : [],
    ),
  );

  /** The text of a string, or the source of an expression. */
  function textOf(code: Code | undefined): string {
    switch (code?.type) {
      case 'StringLiteral':
        return code.value;
      case 'RegExpLiteral':
        return code.pattern;
      case 'Identifier':
        return constants.has(code.value) ? textOf(constants.get(code.value)) : unknown;
      case 'TemplateLiteral':
        return joined(
          code.quasis.map(({ cooked = '' }) => cooked),
          code.expressions,
        );
      case 'TaggedTemplateExpression':
        return joined(
          code.template.quasis.map(({ raw }) => raw),
          code.template.expressions,
        );
      case 'MemberExpression':
        return isNamed(code.property, 'source') ? textOf(code.object) : unknown;
      case 'CallExpression': {
        const {
          callee,
          arguments: [separator],
        } = code;
        if (
          callee.type !== 'MemberExpression' ||
          callee.object.type !== 'ArrayExpression' ||
          !isNamed(callee.property, 'join')
        )
          return unknown;
        return callee.object.elements
          .map((element) => textOf(element?.expression))
          .join(textOf(separator?.expression));
      }
      default:
        return unknown;
    }
  }

  const joined = (texts: readonly string[], between: readonly Code[]): string =>
    texts.map((text, index) => text + (index < between.length ? textOf(between[index]) : '')).join('');

  return nodes.flatMap((node) => {
    if (node.type === 'RegExpLiteral') return [{ source: node.pattern, flags: node.flags }];
    if (node.type !== 'NewExpression' && node.type !== 'CallExpression') return [];
    const [source, flags] = node.arguments ?? [];
    if (!isNamed(node.callee, 'RegExp') || source === undefined) return [];
    return [
      { source: textOf(source.expression), flags: flags === undefined ? '' : textOf(flags.expression) },
    ];
  });
}

const isNamed = (node: { type: string; value?: unknown }, name: string): boolean =>
  node.type === 'Identifier' && node.value === name;

/** Returns every node of a syntax tree. */
function nodesIn(tree: unknown, found: (Code | VariableDeclarator)[] = []): (Code | VariableDeclarator)[] {
  if (typeof tree !== 'object' || tree === null) return found;
  if ('type' in tree) found.push(tree as Code | VariableDeclarator);
  for (const child of Object.values(tree)) nodesIn(child, found);
  return found;
}

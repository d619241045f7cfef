// Rust as a unit test wants it: answers by the name of the command, and what was asked.
import { queryClient } from '$api/queries.svelte';
import { useTransport } from '$api/client';

type Answer = unknown | ((input: never) => unknown);

/** Answers each named command with a value, or by a function of its input that may throw an error body. */
export function rustAnswers(answers: Record<string, Answer>): { name: string; input: unknown }[] {
  const asked: { name: string; input: unknown }[] = [];
  queryClient.clear();
  useTransport({
    send: async (name, input) => {
      asked.push({ name, input });
      const answer = answers[name];
      if (answer === undefined) throw { code: 'no_command', message: `The test knows no ${name}.` };
      return typeof answer === 'function' ? answer(input) : answer;
    },
    saveFile: async (name, mediaType, base64) => {
      asked.push({ name: 'save_file', input: { name, mediaType, base64 } });
      return { name, path: null };
    },
    openOutside: async (name) => void asked.push({ name: 'open_outside', input: { name } }),
  });
  return asked;
}

/** Throws an error as Rust would answer it. */
export function refuse(code: string, message: string): never {
  throw { code, message, request_id: null };
}

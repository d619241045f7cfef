// Whether a Thai page says anything in English by mistake.

/** Words that a sentence needs and a name of a product, a file or a company does not have. */
const SENTENCE = /\b(?:the|is|are|was|were|has|have|not|cannot|with|from|when|this|that|these|which|until|since|after|before|nothing|nobody|everything|every)\b/i;

/** What is written, or said to a reader, in English; one line each. What is marked as English, or is a key or a code, is meant. */
export function englishTexts(page) {
  return page.evaluate((words) => {
    const sentence = new RegExp(words, 'i');
    const MEANT = '[lang=en], .mono, code, kbd, pre, svg, script, style, input, textarea, .pdf';
    const found = new Set();
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const text = walker.currentNode;
      if (text.parentElement && !text.parentElement.closest(MEANT) && sentence.test(text.data)) found.add(text.data.replace(/\s+/g, ' ').trim().slice(0, 120));
    }
    for (const name of ['title', 'aria-label', 'placeholder', 'aria-description']) {
      for (const node of document.querySelectorAll(`[${name}]`)) {
        const said = node.getAttribute(name);
        // An attribute has one language: detail follows the sentence there.
        if (!node.closest('[lang=en]') && sentence.test(said) && !/[\u0E00-\u0E7F]/.test(said)) found.add(`${name}: ${said.slice(0, 120)}`);
      }
    }
    return [...found];
  }, SENTENCE.source);
}

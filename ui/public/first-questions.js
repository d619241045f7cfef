// Asks what a start needs to know, while the program that shows it is still being read. Plain and small on purpose, like
// `first-paint.js`. `api/client.ts` hands each answer to the first call of its question.
(function () {
  var host = window.__TAURI_INTERNALS__;
  function ask(name, input) {
    if (host) return host.invoke(name, { input: input });
    var request = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(input) };
    return fetch('/api/console/' + name, request).then(function (answer) {
      // What was refused is asked again by the program, which can tell of it.
      return answer.ok ? answer.json() : undefined;
    });
  }
  var questions = [['header', {}], ['settings_view', {}], ['lock_view', {}], ['desk_read', {}]];
  if (/^#?\/?(overview)?$/.test(location.hash)) questions.push(['overview', { month: null }]);
  window.firstAnswers = questions.map(function (question) {
    var answer = ask(question[0], question[1]).catch(function () {});
    return { name: question[0], input: question[1], answer: answer };
  });
})();

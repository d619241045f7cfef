// Entry: styles in their order, then the frame.
import './styles/fonts.css';
import './styles/tokens.css';
import './styles/components.css';
import './styles/controls.css';
import './styles/small.css';
import './styles/forced.css';
import { mount } from 'svelte';
import App from './app/App.svelte';
import { fetchFirst } from './app/loaded.svelte';

const target = document.getElementById('app');
if (!target) throw new Error('index.html has no #app');
performance.mark('code');
// Drawing twice costs more than waiting a little: with its first answer the screen is drawn once.
const PATIENCE_MS = 150;
const patience = new Promise((over) => setTimeout(over, PATIENCE_MS));
void Promise.race([fetchFirst(), patience]).then(() => {
  performance.mark('answered');
  mount(App, { target });
  performance.mark('frame');
});

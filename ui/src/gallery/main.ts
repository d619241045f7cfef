// Entry of the gallery, for development only: `npm run dev`, then /gallery.html. It is not part of the shipped bundle.
import '../styles/fonts.css';
import '../styles/tokens.css';
import '../styles/components.css';
import '../styles/controls.css';
import '../styles/small.css';
import '../styles/forced.css';
import { mount } from 'svelte';
import Gallery from './Gallery.svelte';

const target = document.getElementById('app');
if (!target) throw new Error('gallery.html has no #app');
mount(Gallery, { target });

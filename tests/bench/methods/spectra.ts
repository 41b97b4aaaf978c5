export { bench } from "../engine/spectra";

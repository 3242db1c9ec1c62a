export { useSettled } from '../../../shared/use-settled';

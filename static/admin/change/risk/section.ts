import type { RiskRules } from '../documents';

export interface SectionProps {
  readonly rules: RiskRules;
  readonly onChange: (rules: RiskRules) => void;
}

import type { ReactNode } from 'react';
import { ClassSelect } from '../../shared/ClassSelect';
import { useImportText } from '../messages';
import type { CiFieldsProps } from './CiFields';

/** What the file calls classes, as far as its first rows tell: each word may be given a class. */
export function ClassNames({ mapping, inspection, catalogue, onChange }: Omit<CiFieldsProps, 'problems'>): ReactNode {
  const text = useImportText();
  const words = wordsOf(mapping.columns.find(({ target }) => target.to === 'class')?.column, inspection);
  const all = [...new Set([...words, ...Object.keys(mapping.classNames)])];
  if (all.length === 0) return null;
  const choose = (word: string, key: string): void => {
    const { [word]: _former, ...others } = mapping.classNames;
    onChange({ ...mapping, classNames: key === '' ? others : { ...others, [word]: key } });
  };
  return (
    <details className="import-classes">
      <summary>{text('classNames.title')}</summary>
      <p className="pl-hint">{text('classNames.hint')}</p>
      <ul>
        {all.map((word) => (
          <li key={word}>
            <span>{word}</span>
            <ClassSelect
              aria-label={text('classNames.of', { word })}
              classes={catalogue.classes}
              concreteOnly
              all={text('classNames.asCalled')}
              value={mapping.classNames[word] ?? ''}
              onChange={(key) => choose(word, key)}
            />
          </li>
        ))}
      </ul>
    </details>
  );
}

function wordsOf(column: string | undefined, { sample, import: { columns } }: CiFieldsProps['inspection']): string[] {
  if (column === undefined) return [];
  const at = columns.indexOf(column);
  return sample.flatMap(({ cells }) => {
    const word = cells[at]?.trim() ?? '';
    return word === '' ? [] : [word];
  });
}

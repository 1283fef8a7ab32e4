import vueParser from 'vue-eslint-parser'
import vue from 'eslint-plugin-vue'
import ts from 'typescript-eslint'

const pure = ['src/shared/**/*.ts', 'src/science/**/*.ts', 'src/engine/ops/**/*.ts', 'src/engine/program/**/*.ts', 'src/figures/**/*.ts']

export default ts.config(
  { ignores: ['out', 'dist', 'node_modules', 'test-results', '.cache', 'src/figures/text-widths.ts'] },
  ...ts.configs.recommended,
  ...vue.configs['flat/essential'],
  { files: ['**/*.vue'], languageOptions: { parser: vueParser, parserOptions: { parser: ts.parser } } },
  {
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      'no-restricted-exports': ['error', { restrictDefaultExports: { direct: true } }],
      'vue/multi-word-component-names': 'off',
      eqeqeq: 'error',
      'no-console': 'error',
    },
  },
  { files: ['scripts/**', 'src/main/*.ts', 'bin/**', 'bench/**'], rules: { 'no-console': 'off' } },
  { files: ['**/*.config.{ts,mjs}', '**/*.vue', 'e2e/**'], rules: { 'no-restricted-exports': 'off' } },
  {
    files: pure,
    ignores: ['**/*.test.ts'],
    rules: {
      'no-restricted-properties': [
        'error',
        { object: 'Math', property: 'random', message: 'Hidden input. Draw from science/random.' },
        { object: 'Date', property: 'now', message: 'Hidden input. Take the time as an argument.' },
      ],
      'no-restricted-syntax': ['error', { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: 'Hidden input. Take the time as an argument.' }],
    },
  },
)

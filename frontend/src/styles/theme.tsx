import { Button, Checkbox, createTheme, type CSSVariablesResolver, type MantineColorsTuple, Select, Textarea, TextInput } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import controls from './controls.module.css';

// Mantine wants ten shades of a colour; ours is one token that light and dark set by themselves.
const tuple = (token: string): MantineColorsTuple => Array.from({ length: 10 }, () => `var(${token})`) as unknown as MantineColorsTuple;

const input = { classNames: { input: controls.input, label: controls.label, description: controls.help, error: controls.error }, inputWrapperOrder: ['label', 'input', 'description', 'error'] as ('label' | 'input' | 'description' | 'error')[] };

const chevron = <IconChevronDown size={16} stroke={2} color="var(--ink-3)" aria-hidden />;

const several = { input: controls.several, pill: controls.pill };

const calendar = { day: controls.day, weekday: controls.weekday, calendarHeaderControl: controls.calendarControl, calendarHeaderLevel: controls.calendarControl, monthsListControl: controls.day, yearsListControl: controls.day };

const seenWhole = { flip: true, shift: { crossAxis: true, padding: 8 } };

export const theme = createTheme({
  fontFamily: 'var(--font)',
  fontFamilyMonospace: 'var(--font-code)',
  primaryColor: 'accent',
  colors: {
    accent: tuple('--accent-fill'),
    stopped: tuple('--stopped'),
    needs: tuple('--needs'),
    fine: tuple('--fine'),
    working: tuple('--working'),
  },
  autoContrast: false,
  cursorType: 'pointer',
  respectReducedMotion: true,
  defaultRadius: 'sm',
  radius: { xs: '4px', sm: '6px', md: '8px', lg: '8px', xl: '8px' },
  spacing: { xs: '4px', sm: '8px', md: '16px', lg: '24px', xl: '32px' },
  fontSizes: { xs: '12px', sm: '14px', md: '14px', lg: '16px', xl: '20px' },
  lineHeights: { xs: '1.3334', sm: '1.4286', md: '1.4286', lg: '1.5', xl: '1.4' },
  shadows: { xs: 'none', sm: 'none', md: 'var(--shadow)', lg: 'var(--shadow)', xl: 'var(--shadow)' },
  components: {
    Button: Button.extend({ defaultProps: { variant: 'default', size: 'sm' }, classNames: { root: controls.button } }),
    Checkbox: Checkbox.extend({ classNames: { inner: controls.tickInner, input: controls.tick, label: controls.tickLabel, description: controls.tickHelp }, defaultProps: { size: 'xs' } }),
    TextInput: TextInput.extend({ ...input, defaultProps: { inputWrapperOrder: input.inputWrapperOrder } }),
    Textarea: Textarea.extend({ ...input, defaultProps: { inputWrapperOrder: input.inputWrapperOrder, autosize: true, minRows: 2, maxRows: 8 } }),
    // A list opens when it is asked for, by a click, an arrow key or typing: not because a pop-up or the Tab key came to its field.
    Select: Select.extend({
      classNames: { ...input.classNames, dropdown: controls.dropdown, option: controls.option },
      defaultProps: { inputWrapperOrder: input.inputWrapperOrder, allowDeselect: false, openOnFocus: false, maxDropdownHeight: 280, rightSection: chevron, rightSectionPointerEvents: 'none' },
    }),
    Autocomplete: { classNames: { ...input.classNames, dropdown: controls.dropdown, option: controls.option }, defaultProps: { inputWrapperOrder: input.inputWrapperOrder, rightSection: chevron, rightSectionPointerEvents: 'none' } },
    MultiSelect: { classNames: { ...several, label: controls.label, description: controls.help, error: controls.error, dropdown: controls.dropdown, option: controls.option }, defaultProps: { inputWrapperOrder: input.inputWrapperOrder, openOnFocus: false, rightSection: chevron, rightSectionPointerEvents: 'none' } },
    TagsInput: { classNames: { ...several, label: controls.label, description: controls.help, error: controls.error, dropdown: controls.dropdown }, defaultProps: { inputWrapperOrder: input.inputWrapperOrder } },
    NumberInput: { classNames: input.classNames, defaultProps: { inputWrapperOrder: input.inputWrapperOrder } },
    PasswordInput: { classNames: { input: controls.input, innerInput: controls.inner, label: controls.label, description: controls.help, error: controls.error }, defaultProps: { inputWrapperOrder: input.inputWrapperOrder } },
    DateInput: { classNames: { ...input.classNames, ...calendar }, defaultProps: { inputWrapperOrder: input.inputWrapperOrder } },
    DateTimePicker: { classNames: { ...input.classNames, ...calendar }, defaultProps: { inputWrapperOrder: input.inputWrapperOrder } },
    TimePicker: { classNames: { input: controls.input } },
    // What opens is seen whole, also where the window is low: it may cover what it opened from. A list of choices never covers its field.
    Popover: { classNames: { dropdown: controls.dropdown }, defaultProps: { middlewares: seenWhole } },
    Combobox: { defaultProps: { middlewares: { flip: true, shift: true } } },
    // The placeholder that takes the first focus is no part of a menu to a screen reader: the first item takes it.
    Menu: { classNames: { dropdown: `${controls.dropdown ?? ''} ${controls.menu ?? ''}`, item: controls.menuItem, divider: controls.menuLine }, defaultProps: { shadow: 'md', withinPortal: true, middlewares: seenWhole, withInitialFocusPlaceholder: false, transitionProps: { duration: 120 } } },
    Tooltip: { defaultProps: { openDelay: 300, withArrow: false, multiline: true, transitionProps: { duration: 120 } }, classNames: { tooltip: controls.tooltip } },
    SegmentedControl: { classNames: { root: controls.seg, label: controls.segLabel, indicator: controls.segOn, control: controls.segControl }, defaultProps: { withItemsBorders: true, size: 'xs', transitionDuration: 0 } },
    CloseButton: { classNames: { root: controls.close } },
    Switch: { classNames: { track: controls.switchTrack }, defaultProps: { withThumbIndicator: false } },
    Tabs: { classNames: { list: controls.tabList, tab: controls.tab } },
  },
});

// Mantine's own variables point at the tokens, so a part taken from Mantine cannot bring a loose colour.
const shared = {
  '--mantine-color-body': 'var(--surface)',
  '--mantine-color-text': 'var(--ink)',
  '--mantine-color-bright': 'var(--ink)',
  '--mantine-color-dimmed': 'var(--ink-2)',
  '--mantine-color-placeholder': 'var(--ink-3)',
  '--mantine-color-anchor': 'var(--accent)',
  '--mantine-color-error': 'var(--stopped)',
  '--mantine-color-default': 'var(--surface)',
  '--mantine-color-default-hover': 'var(--hover)',
  '--mantine-color-default-color': 'var(--ink)',
  '--mantine-color-default-border': 'var(--line-strong)',
  '--mantine-color-disabled': 'var(--surface)',
  '--mantine-color-disabled-color': 'var(--ink-3)',
  '--mantine-color-disabled-border': 'var(--line)',
  '--mantine-primary-color-filled': 'var(--accent-fill)',
  '--mantine-primary-color-filled-hover': 'var(--accent-fill)',
  '--mantine-primary-color-contrast': 'var(--accent-on)',
  '--mantine-primary-color-light': 'var(--accent-soft)',
  '--mantine-primary-color-light-hover': 'var(--accent-soft)',
  '--mantine-primary-color-light-color': 'var(--accent)',
  '--mantine-color-accent-filled': 'var(--accent-fill)',
  '--mantine-color-accent-filled-hover': 'var(--accent-fill)',
  '--mantine-color-accent-light': 'var(--accent-soft)',
  '--mantine-color-accent-light-hover': 'var(--accent-soft)',
  '--mantine-color-accent-light-color': 'var(--accent)',
  '--mantine-color-accent-outline': 'var(--accent)',
  '--mantine-color-accent-text': 'var(--accent)',
};

// The greys of Mantine, from the ground up: light ones are called gray, dark ones dark.
const greys = (name: string, tokens: string[]) => Object.fromEntries(tokens.map((token, i) => [`--mantine-color-${name}-${String(i)}`, `var(--${token})`]));
const light = greys('gray', ['hover', 'sunken', 'line', 'line', 'line-strong', 'ink-3', 'ink-3', 'ink-2', 'ink', 'ink']);
const dark = greys('dark', ['ink', 'ink-2', 'ink-3', 'ink-3', 'line-strong', 'hover', 'surface', 'surface', 'sunken', 'sunken']);

export const cssVariables: CSSVariablesResolver = () => ({ variables: {}, light: { ...shared, ...light }, dark: { ...shared, ...dark } });

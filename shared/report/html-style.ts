import { html } from './html-template';

/** The style sheet of the HTML report: no font, picture or rule from elsewhere. */
export const htmlStyle = html`<style>
  body {
    margin: 0;
    background: #f3f6f9;
    color: #1f2933;
    font:
      15px/1.5 Segoe UI,
      Calibri,
      Arial,
      sans-serif;
  }
  main {
    max-width: 1400px;
    margin: 0 auto;
    padding: 24px;
    background: #fff;
  }
  h1 {
    margin: 16px 0 0;
  }
  h2 {
    margin: 32px 0 8px;
  }
  .status {
    margin: 0;
    padding: 10px 14px;
    font-weight: bold;
  }
  .lead {
    font-size: 18px;
  }
  dl {
    display: flex;
    flex-wrap: wrap;
    gap: 12px;
  }
  dl div {
    min-width: 120px;
    padding: 10px 14px;
    background: #f3f6f9;
  }
  dt,
  .before,
  footer {
    color: #5b6770;
    font-size: 13px;
  }
  dd {
    margin: 0;
    font-size: 22px;
  }
  dd.before {
    font-size: 13px;
  }
  .wide {
    overflow-x: auto;
  }
  table {
    border-collapse: collapse;
    font-size: 13px;
  }
  th,
  td {
    padding: 4px 8px;
    border-bottom: 1px solid #d0d7de;
    text-align: left;
    vertical-align: top;
  }
  th {
    background: #1f4e79;
    color: #fff;
    white-space: nowrap;
  }
  td.long {
    min-width: 260px;
    white-space: pre-wrap;
    overflow-wrap: anywhere;
  }
  td.id {
    max-width: 220px;
    overflow-wrap: anywhere;
    color: #5b6770;
    font-size: 11px;
  }
  td.instant,
  td.day {
    white-space: nowrap;
  }
  th.number,
  td.number,
  td.minutes {
    text-align: right;
  }
  td b {
    padding: 1px 6px;
  }
  .high,
  .missing,
  .lost {
    background: #fbe3e0;
    color: #8b1a10;
  }
  .medium,
  .partial {
    background: #fdf0d9;
    color: #7a4100;
  }
  .low {
    background: #e6eff8;
    color: #1f4e79;
  }
  .info {
    background: #edf0f2;
    color: #46525c;
  }
  .complete {
    background: #e3f4e8;
    color: #0b5d2a;
  }
  .panels {
    display: flex;
    flex-wrap: wrap;
    gap: 0 40px;
  }
  h3 {
    margin: 20px 0 6px;
    font-size: 15px;
  }
  .panels td,
  .hours td {
    font-variant-numeric: tabular-nums;
  }
  td.bar {
    width: 160px;
    min-width: 60px;
    vertical-align: middle;
  }
  td.bar div {
    height: 10px;
    background: #4f81b0;
    print-color-adjust: exact;
  }
  .hours th,
  .hours td {
    padding: 4px 5px;
    text-align: center;
  }
  .hours td {
    min-width: 18px;
    border: 1px solid #fff;
    print-color-adjust: exact;
  }
  .hours .h0 {
    background: #f3f6f9;
    color: #5b6770;
  }
  .hours .h1 {
    background: #dbe7f3;
  }
  .hours .h2 {
    background: #a9c6e3;
  }
  .hours .h3 {
    background: #5b8fc0;
    color: #000;
  }
  .hours .h4 {
    background: #1f4e79;
    color: #fff;
  }
  footer {
    margin-top: 32px;
  }
  @media print {
    .wide {
      overflow: visible;
    }
    main {
      padding: 0;
    }
  }
</style>`;

import {implementStage} from '@retune/stage';
import {readComparisonData} from './read-comparison-data.js';
import {readReportData} from './read-report-data.js';
import {renderComparisonPage} from './render-comparison-page.js';
import {renderPage} from './render-page.js';
import {reportInputs} from './report-inputs.js';
import {reportStage} from './stage.js';

export default implementStage(reportStage, async ({inputs, params, output}) => {
  const pages = reportInputs(inputs);
  const page =
    'one' in pages
      ? renderPage(await readReportData(pages.one, params))
      : renderComparisonPage(await readComparisonData(pages.compared, params));
  await output.writeText('page', page);
});

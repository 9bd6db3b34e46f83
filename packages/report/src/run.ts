import {implementStage} from '@retune/stage';
import {readReportData} from './read-report-data.js';
import {renderPage} from './render-page.js';
import {reportStage} from './stage.js';

export default implementStage(reportStage, async ({inputs, params, output}) => {
  const data = await readReportData(inputs, params);
  await output.writeText('page', renderPage(data));
});

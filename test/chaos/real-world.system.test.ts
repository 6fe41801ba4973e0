import { runCampaign } from './campaign';
import { startRealGround, type RealGround } from './real-world';

let ground: RealGround;
beforeAll(async () => {
  ground = await startRealGround();
});
afterAll(() => ground.stop());

describe('the contract under random faults over the real SDKs and servers', () => {
  test('is kept in a scenario of a fixed seed', async () => {
    const { failure, faults } = await runCampaign(ground.open, 7, 1);
    expect(failure).toBeNull();
    expect(faults.size).toBeGreaterThan(10);
  });
});

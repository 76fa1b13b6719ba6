// A port of a channel that another program holds: told in one sentence that names the setting, and the others go on.
import { expect, test } from "vitest";
import { openChannels } from "#intake";
import { aUnit } from "../../test/harness/unit.ts";

test("each port that is taken is told with its setting, without a stack", async () => {
  const unit = await aUnit();
  try {
    const { services, channels } = unit.running;
    const portOf = (name: string) => {
      const found = channels.open.find(({ channel }) => channel === name);
      return Number(new URL(found?.address.replace(/^\w+:/, "http:") ?? "").port);
    };
    const ports = { sftpPort: portOf("sftp"), typeBPort: portOf("type-b"), mailPort: portOf("mail") };
    const said: string[] = [];
    const problems: Error[] = [];
    const opened = await openChannels(
      {
        ...services,
        host: "127.0.0.1",
        dataFolder: services.config.dataFolder,
        notice: (line) => said.push(line),
        problem: (error) => problems.push(error),
      },
      { ...services.config.channels, ...ports, watchFolders: false },
    );
    expect(opened.open).toEqual([]);
    const sentences = [
      `MAIL_PORT ${ports.mailPort} is taken: set another, or off`,
      `SFTP_PORT ${ports.sftpPort} is taken: set another, or off`,
      `TYPE_B_PORT ${ports.typeBPort} is taken: set another, or off`,
    ];
    expect(opened.failed.map(({ reason }) => reason).toSorted()).toEqual(sentences);
    expect(said.filter((line) => line.includes("is taken")).toSorted()).toEqual(sentences);
    expect(problems).toEqual([]);
    await opened.close();
  } finally {
    await unit.close();
  }
});

import type { Random } from './random';

/** A person, group or application that can hold a role. */
export interface Member {
  readonly id: string;
  readonly name: string;
  readonly upn: string | null;
  readonly type: 'user' | 'group' | 'servicePrincipal';
  /** The IP addresses that this person works from, the usual one first. */
  readonly addresses: readonly string[];
}

const names = [
  'Ingrid Haugland', 'Mateusz Kowalski', 'Amara Okafor', 'Søren Kjærgaard', 'Priya Raghunathan', 'Yuki Tanabe',
  'Fatima Zahra El Amrani', 'Diego Fuentes Rojas', 'Chloé Lefèvre', 'Nguyễn Thị Hương', 'Oluwaseun Adeyemi',
  'Anna-Lena Großmann', 'Rahel Tesfaye', 'Jakub Dvořák', 'Leilani Kealoha', "Siobhán O'Rourke", 'Mehmet Yıldız',
  '王 秀英', 'Aleksandra Jovanović', 'Tariq Al-Masri', 'Birta Jónsdóttir', 'Kwame Mensah', 'João Batista da Silva',
  'Hanna Virtanen', 'Arjun Menon',
] as const; // oxfmt-ignore

const guests = ['Lotte van der Berg', 'Marcus Feld'] as const;
const apps = ['svc-backup-orchestrator', 'Northgate Deployment Pipeline'] as const;
const teams = ['Tier-1 Service Desk', 'Finance Approvers'] as const;

/** The staff: 25 people with names from many places; beyond that, numbered namesakes. */
export function createStaff(random: Random, domain: string, count: number): Member[] {
  return Array.from({ length: Math.max(count, names.length) }, (_, index) => {
    const name = names[index % names.length] ?? '';
    const turn = Math.floor(index / names.length);
    const mailbox = turn === 0 ? mailboxName(name) : `${mailboxName(name)}${turn + 1}`;
    return user(random, turn === 0 ? name : `${name} ${turn + 1}`, `${mailbox}@${domain}`);
  });
}

/** People of other companies: their UPN carries `#EXT#`. */
export function createGuests(random: Random, tenantDomain: string): Member[] {
  return guests.map((name) => {
    const home = `${mailboxName(name)}_alderpartners.example`;
    return user(random, `${name} (Alder Partners)`, `${home}#EXT#@${tenantDomain}`);
  });
}

/** Service principals. */
export function createApps(random: Random): Member[] {
  return apps.map((name) => ({
    id: random.uuid(),
    name,
    upn: null,
    type: 'servicePrincipal',
    addresses: [],
  }));
}

/** Groups that hold roles of Entra ID. */
export function createTeams(random: Random): Member[] {
  return teams.map((name) => ({ id: random.uuid(), name, upn: null, type: 'group', addresses: [] }));
}

function user(random: Random, name: string, upn: string): Member {
  // Documentation ranges (RFC 5737, RFC 3849): the office, home, and sometimes on the road.
  const addresses = [
    `203.0.113.${random.integer(8, 11)}`,
    random.chance(0.3)
      ? `2001:db8:${random.text(4, '0123456789abcdef')}::${random.integer(2, 99)}`
      : `198.51.100.${random.integer(2, 250)}`,
    `192.0.2.${random.integer(2, 250)}`,
  ];
  return { id: random.uuid(), name, upn, type: 'user', addresses };
}

function mailboxName(name: string): string {
  const plain = name.normalize('NFKD').replaceAll(/\p{M}/gu, '');
  const latin = plain
    .replaceAll('ø', 'o')
    .replaceAll('æ', 'ae')
    .replaceAll('ß', 'ss')
    .replaceAll('ı', 'i')
    .replaceAll('đ', 'd');
  const words = latin
    .toLowerCase()
    .split(/[^a-z-]+/)
    .filter(Boolean);
  const parts = [words[0] ?? 'wang.xiuying', ...words.slice(1).slice(-1)];
  return parts.join('.');
}

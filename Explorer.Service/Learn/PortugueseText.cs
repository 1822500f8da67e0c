namespace Explorer.Service.Learn;

/// <summary>The page Learn in Portuguese, as in Brazil.</summary>
internal static class PortugueseText
{
    public static readonly LearnText Value = new()
    {
        Code = Language.Portuguese,
        Title = "Aprenda Kafka neste cluster",
        Lead = "Doze conceitos, cada um em poucas frases. No lugar de desenhos está o que este cluster guarda neste momento.",
        Now = "Neste cluster, agora",
        Nothing = "Ainda não há nada: envie uma mensagem e ela aparece aqui.",
        NotTold = "Estes brokers não informam isso.",
        Concepts = new Dictionary<Concept, ConceptText>
        {
            [Concept.Message] = new("Mensagem",
                "Uma mensagem é uma chave, um valor, cabeçalhos e um horário. O Kafka não examina a chave nem o valor: são bytes, e o significado deles é combinado entre quem escreve e quem lê. Depois de escrita, ela nunca muda."),
            [Concept.Batch] = new("Lote",
                "Um produtor não envia as mensagens uma a uma: ele espera alguns milissegundos e envia juntas as que vão para a mesma partição. O lote é comprimido, gravado e lido inteiro, e é daí que vem a vazão do Kafka."),
            [Concept.Topic] = new("Tópico",
                "Um tópico é um log com nome: as mensagens são acrescentadas no fim e continuam lá depois de lidas. Quantos leitores forem podem lê-lo, cada um no seu ritmo, até que a retenção remova as mais antigas."),
            [Concept.Partition] = new("Partição",
                "Um tópico é dividido em partições, e cada uma tem sua própria ordem; entre duas partições não há ordem. A chave decide a partição; assim, tudo o que diz respeito a uma conta fica na mesma partição, em ordem."),
            [Concept.Segment] = new("Segmento",
                "No disco, uma partição é uma sequência de arquivos, os segmentos, que levam o nome do seu primeiro offset. Só o último recebe escritas. A retenção apaga segmentos inteiros, e um índice ao lado de cada um encontra um offset sem que seja preciso ler tudo."),
            [Concept.Broker] = new("Broker",
                "Um broker é um servidor que guarda partições e atende produtores e consumidores. Um dos nós é o controlador: ele percebe quando um broker some e nomeia outros líderes. Um cliente só precisa conhecer um broker, e por ele fica sabendo dos demais."),
            [Concept.Replication] = new("Replicação",
                "Cada partição é mantida em vários brokers. Um deles lidera e os outros copiam; os que acompanham o líder estão em sincronia. Quando o líder morre, um destes assume, e nenhuma mensagem confirmada se perde."),
            [Concept.Producer] = new("Produtor",
                "Um produtor envia e espera a confirmação: com acks=all ela chega quando todas as réplicas em sincronia têm a mensagem. Se a resposta não vem, o produtor repete o envio; um produtor idempotente numera suas mensagens, e o broker descarta a cópia."),
            [Concept.Consumer] = new("Consumidor",
                "Um consumidor pede mensagens a partir de um offset; nada lhe é empurrado. Onde ele continua é assunto dele: por isso pode ler de novo o que já leu, e um consumidor lento não atrasa nenhum outro."),
            [Concept.Group] = new("Grupo de consumidores",
                "Os consumidores de um grupo dividem um tópico: cada partição é lida por um só deles. Quando um entra ou sai, as partições são redistribuídas: é o rebalanceamento. Com mais membros do que partições, alguns ficam sem trabalho."),
            [Concept.Offsets] = new("Offsets e atraso (lag)",
                "O offset é o número de uma mensagem na sua partição. Um grupo confirma o próximo offset que leria; o que falta dele até o fim do log é o atraso, o lag. Quem assume uma partição continua no offset confirmado."),
            [Concept.Guarantees] = new("Garantias",
                "Confirmar primeiro e processar depois: no máximo uma vez, e uma queda perde. Processar primeiro e confirmar depois: pelo menos uma vez, e uma queda repete. Efeitos e offsets em uma só transação: exatamente uma vez, e a auditoria aqui mostra, a partir dos dados, se foi assim."),
        },
        Phrases = new Dictionary<string, string>
        {
            ["offset {0} of partition {1}, key {2}, written {3}, {4} headers"] = "offset {0} da partição {1}, chave {2}, gravada às {3}, {4} cabeçalhos",
            ["none"] = "nenhuma",
            ["{0} messages a second are being written to {1}. With 5 ms of waiting and {2} partitions that is about {3} in a batch."] =
                "{0} mensagens por segundo estão sendo gravadas em {1}. Com 5 ms de espera e {2} partições, são cerca de {3} por lote.",
            ["{0}: {1} messages in {2} partitions"] = "{0}: {1} mensagens em {2} partições",
            ["partition {0}: {1} messages"] = "partição {0}: {1} mensagens",
            ["Partition {0} of {1} holds the offsets from {2} to {3}: so many are in its segments."] =
                "A partição {0} de {1} guarda os offsets de {2} a {3}: são os que estão nos seus segmentos.",
            ["broker {0}, {1}: up, leads {2} partitions"] = "broker {0}, {1}: no ar, lidera {2} partições",
            ["broker {0}, {1}: down"] = "broker {0}, {1}: fora do ar",
            ["The controller is node {0}."] = "O controlador é o nó {0}.",
            ["Partition {0} of {1}: broker {2} leads; replicas on {3}; in sync are {4}."] =
                "Partição {0} de {1}: o broker {2} lidera; réplicas em {3}; em sincronia estão {4}.",
            ["Partition {0} of {1} has no leader now: nothing can be written to it."] = "A partição {0} de {1} está sem líder agora: nada pode ser gravado nela.",
            ["{0} partitions are under-replicated."] = "{0} partições têm réplicas de menos.",
            ["All partitions are fully replicated."] = "Todas as partições têm todas as suas réplicas.",
            ["{0} messages were acknowledged so far, {1} a second now."] = "{0} mensagens foram confirmadas até agora, {1} por segundo neste momento.",
            ["{0} reads {1} partitions"] = "{0} lê {1} partições",
            ["No consumer of group {0} is running."] = "Nenhum consumidor do grupo {0} está em execução.",
            ["Group {0}: {1}, members: {2}."] = "Grupo {0}: {1}, membros: {2}.",
            ["partition {0}: next {1}, end {2}, lag {3}"] = "partição {0}: próximo {1}, fim {2}, lag {3}",
            ["Lag of group {0} in all: {1}"] = "Lag do grupo {0} no total: {1}",
            ["There is no group yet."] = "Ainda não há nenhum grupo.",
            ["Everything that was settled adds up: {0} applied, {1} suppressed, {2} dead-lettered."] =
                "Tudo o que foi concluído confere: {0} aplicadas, {1} suprimidas, {2} em dead letter.",
            ["It does not add up: {0} lost, {1} doubled."] = "Não confere: {0} perdidas, {1} duplicadas.",
            ["The audit is looking through the log."] = "A auditoria está percorrendo o log.",
            ["Look at this message"] = "Veja esta mensagem",
            ["Send a message"] = "Envie uma mensagem",
            ["Send a file at once"] = "Envie um arquivo de uma vez",
            ["All topics"] = "Todos os tópicos",
            ["Send two with the same key"] = "Envie duas com a mesma chave",
            ["Its partitions and segments"] = "As suas partições e segmentos",
            ["All brokers"] = "Todos os brokers",
            ["Stop one: press b in ./run, or Stop hard on a broker in the Aspire dashboard."] =
                "Pare um: tecle b no ./run, ou use Stop hard em um broker no painel do Aspire.",
            ["Then watch another take the lead here."] = "Depois veja aqui outro assumir a liderança.",
            ["Stop a broker and watch the in-sync replicas."] = "Pare um broker e observe as réplicas em sincronia.",
            ["Send one and see its acknowledgement"] = "Envie uma e veja a confirmação",
            ["Read from any offset"] = "Leia a partir de qualquer offset",
            ["Start another: press + in ./run, and watch the partitions move."] = "Inicie mais um: tecle + no ./run e veja as partições mudarem de dono.",
            ["All groups"] = "Todos os grupos",
            ["Two identical withdrawals, and one sent twice"] = "Dois saques idênticos, e um enviado duas vezes",
            ["The audit"] = "A auditoria",
            ["No broker answers. This goes on by itself when one does."] = "Nenhum broker responde. Isto continua sozinho quando um responder.",
            ["Asking the brokers for the first time."] = "Perguntando aos brokers pela primeira vez.",
            ["Language"] = "Idioma",
        },
    };
}

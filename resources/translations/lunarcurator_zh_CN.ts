<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>AboutDialog</name>
    <message>
        <source>About Lunar Curator</source>
        <translation>关于 Lunar Curator</translation>
    </message>
    <message>
        <source>Copy the versions</source>
        <translation>复制版本信息</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Free software under the GNU Lesser General Public Licence, version 3 or later.</source>
        <translation>自由软件，GNU 宽通用公共许可证第 3 版或更高版本。</translation>
    </message>
    <message>
        <source>What is inside</source>
        <translation>所含组件</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>许可</translation>
    </message>
</context>
<context>
    <name>AccountList</name>
    <message>
        <source>g, to the microgram</source>
        <translation>g，精确到微克</translation>
    </message>
    <message>
        <source>Received less all accounts</source>
        <translation>接收减所有其他账户</translation>
    </message>
    <message>
        <source>Closes</source>
        <translation>平衡</translation>
    </message>
    <message>
        <source>Does not close</source>
        <translation>不平</translation>
    </message>
    <message>
        <source>No piece held is unweighed, but some masses are upper bounds.</source>
        <translation>持有的样品均已称量，但部分质量仅为上限。</translation>
    </message>
    <message>
        <source>Every piece held has a known mass.</source>
        <translation>所持样品的质量都已知。</translation>
    </message>
    <message>
        <source>1 unweighed piece</source>
        <translation>1 件未称量</translation>
    </message>
    <message>
        <source>{count} unweighed pieces</source>
        <translation>{count} 件未称量</translation>
    </message>
</context>
<context>
    <name>ActDialog</name>
    <message>
        <source>What will happen</source>
        <translation>将会发生</translation>
    </message>
    <message>
        <source>Late entry</source>
        <translation>补登</translation>
    </message>
    <message>
        <source>The window shows another day. Return to today first.</source>
        <translation>窗口显示的是另一天。请先回到今天。</translation>
    </message>
    <message>
        <source>Nobody acts here yet. Say first who acts.</source>
        <translation>尚未指明操作员。请先选择操作员。</translation>
    </message>
    <message>
        <source>Told here as soon as all that is needed is filled in.</source>
        <translation>必填项填妥后，此处即说明结果。</translation>
    </message>
    <message>
        <source>Nothing, as long as a rule stands in the way.</source>
        <translation>规则不允许时，什么也不会发生。</translation>
    </message>
</context>
<context>
    <name>Acting</name>
    <message>
        <source>Move {what} to {target}?</source>
        <translation>将{what}移至 {target}？</translation>
    </message>
    <message>
        <source>Nothing has moved yet.</source>
        <translation>尚未移动任何东西。</translation>
    </message>
    <message>
        <source>Move {what} to {target}</source>
        <translation>将{what}移至 {target}</translation>
    </message>
    <message>
        <source>Everything in {place} seen today?</source>
        <translation>{place} 中的样品今天都见到了吗？</translation>
    </message>
    <message>
        <source>Each piece is noted as seen where the book has it. Nothing moves.</source>
        <translation>每件样品都记为在账面位置见到，位置不变。</translation>
    </message>
    <message>
        <source>Pieces</source>
        <translation>样品</translation>
    </message>
    <message>
        <source>Mass</source>
        <translation>质量</translation>
    </message>
    <message>
        <source>Note {count} as seen</source>
        <translation>将 {count} 记为见到</translation>
    </message>
    <message>
        <source>{mass} known</source>
        <translation>已知 {mass}</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>无</translation>
    </message>
    <message>
        <source>With it</source>
        <translation>随之移动</translation>
    </message>
    <message>
        <source>From</source>
        <translation>自</translation>
    </message>
    <message>
        <source>the top</source>
        <translation>最上层</translation>
    </message>
    <message>
        <source>To</source>
        <translation>至</translation>
    </message>
    <message>
        <source>not stated</source>
        <translation>未说明</translation>
    </message>
    <message>
        <source>{before} to {after}</source>
        <translation>由 {before} 变为 {after}</translation>
    </message>
    <message>
        <source>Atmosphere</source>
        <translation>气氛</translation>
    </message>
    <message>
        <source>Custody</source>
        <translation>保管</translation>
    </message>
    <message>
        <source>the pieces change between here and remote</source>
        <translation>样品在“在库”与“异地”之间转换</translation>
    </message>
    <message>
        <source>{count} container</source>
        <translation>{count} 个容器</translation>
    </message>
    <message>
        <source>{count} containers</source>
        <translation>{count} 个容器</translation>
    </message>
    <message>
        <source>{count} piece</source>
        <translation>{count} 件样品</translation>
    </message>
    <message>
        <source>{count} pieces</source>
        <translation>{count} 件样品</translation>
    </message>
    <message>
        <source>{count} places</source>
        <translation>{count} 个位置</translation>
    </message>
    <message>
        <source>1 place</source>
        <translation>1 个位置</translation>
    </message>
</context>
<context>
    <name>Actions</name>
    <message>
        <source>New store…</source>
        <translation>新建样品库…</translation>
    </message>
    <message>
        <source>Open store…</source>
        <translation>打开样品库…</translation>
    </message>
    <message>
        <source>Look at the demonstration</source>
        <translation>查看演示库</translation>
    </message>
    <message>
        <source>Save a copy…</source>
        <translation>保存副本…</translation>
    </message>
    <message>
        <source>Put on stick…</source>
        <translation>复制到 U 盘…</translation>
    </message>
    <message>
        <source>Back up now…</source>
        <translation>立即备份…</translation>
    </message>
    <message>
        <source>Verify the journal</source>
        <translation>验证日志</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>导入…</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>Print labels…</source>
        <translation>打印标签…</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>重做</translation>
    </message>
    <message>
        <source>Copy with headers</source>
        <translation>连同表头复制</translation>
    </message>
    <message>
        <source>Search in this view</source>
        <translation>在此视图中搜索</translation>
    </message>
    <message>
        <source>Find anything…</source>
        <translation>查找…</translation>
    </message>
    <message>
        <source>Register…</source>
        <translation>登记…</translation>
    </message>
    <message>
        <source>Split…</source>
        <translation>分样…</translation>
    </message>
    <message>
        <source>Plan a split…</source>
        <translation>计划分样…</translation>
    </message>
    <message>
        <source>Weigh…</source>
        <translation>称量…</translation>
    </message>
    <message>
        <source>Move to…</source>
        <translation>移至…</translation>
    </message>
    <message>
        <source>Seen here…</source>
        <translation>在此见到…</translation>
    </message>
    <message>
        <source>Describe…</source>
        <translation>描述…</translation>
    </message>
    <message>
        <source>Correct…</source>
        <translation>更正…</translation>
    </message>
    <message>
        <source>Add a name…</source>
        <translation>添加名称…</translation>
    </message>
    <message>
        <source>Write off suspense…</source>
        <translation>核销未核对质量…</translation>
    </message>
    <message>
        <source>Void…</source>
        <translation>作废…</translation>
    </message>
    <message>
        <source>Cancel the plan…</source>
        <translation>取消计划…</translation>
    </message>
    <message>
        <source>New place…</source>
        <translation>新建位置…</translation>
    </message>
    <message>
        <source>Correct the place…</source>
        <translation>更正位置…</translation>
    </message>
    <message>
        <source>Retire the place…</source>
        <translation>停用位置…</translation>
    </message>
    <message>
        <source>Open a collection…</source>
        <translation>建立样品集…</translation>
    </message>
    <message>
        <source>Operators…</source>
        <translation>操作员…</translation>
    </message>
    <message>
        <source>Balances…</source>
        <translation>天平…</translation>
    </message>
    <message>
        <source>Who acts…</source>
        <translation>选择操作员…</translation>
    </message>
    <message>
        <source>Samples</source>
        <translation>样品</translation>
    </message>
    <message>
        <source>Places</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>Balance</source>
        <translation>质量账</translation>
    </message>
    <message>
        <source>Journal</source>
        <translation>日志</translation>
    </message>
    <message>
        <source>Detail panel</source>
        <translation>详情面板</translation>
    </message>
    <message>
        <source>Next pane</source>
        <translation>下一窗格</translation>
    </message>
    <message>
        <source>As of a day…</source>
        <translation>查看某日…</translation>
    </message>
    <message>
        <source>Return to today</source>
        <translation>回到今天</translation>
    </message>
    <message>
        <source>Colours of the system</source>
        <translation>跟随系统配色</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>High contrast</source>
        <translation>高对比度</translation>
    </message>
    <message>
        <source>Larger text</source>
        <translation>放大文字</translation>
    </message>
    <message>
        <source>Smaller text</source>
        <translation>缩小文字</translation>
    </message>
    <message>
        <source>English (at the next start)</source>
        <translation>English（下次启动时）</translation>
    </message>
    <message>
        <source>中文（下次启动时）</source>
        <translation>中文（下次启动时）</translation>
    </message>
    <message>
        <source>About Lunar Curator</source>
        <translation>关于 Lunar Curator</translation>
    </message>
    <message>
        <source>About Qt</source>
        <translation>关于 Qt</translation>
    </message>
    <message>
        <source>&amp;Store</source>
        <translation>样品库(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>编辑(&amp;E)</translation>
    </message>
    <message>
        <source>S&amp;ample</source>
        <translation>样品(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Place</source>
        <translation>位置(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>视图(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Tools</source>
        <translation>工具(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>帮助(&amp;H)</translation>
    </message>
    <message>
        <source>Use up…</source>
        <translation>用尽…</translation>
    </message>
    <message>
        <source>Put on display…</source>
        <translation>送展…</translation>
    </message>
    <message>
        <source>Take down from display…</source>
        <translation>撤展…</translation>
    </message>
    <message>
        <source>Transfer title…</source>
        <translation>转移所有权…</translation>
    </message>
    <message>
        <source>Declare lost or stolen…</source>
        <translation>宣告丢失或被盗…</translation>
    </message>
    <message>
        <source>Recover…</source>
        <translation>找回…</translation>
    </message>
    <message>
        <source>Move back…</source>
        <translation>移回…</translation>
    </message>
    <message>
        <source>&amp;Leaving</source>
        <translation>离库(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Identity</source>
        <translation>身份(&amp;I)</translation>
    </message>
    <message>
        <source>Renumber…</source>
        <translation>更换编号…</translation>
    </message>
    <message>
        <source>Swap numbers…</source>
        <translation>互换编号…</translation>
    </message>
    <message>
        <source>Merge…</source>
        <translation>合并…</translation>
    </message>
    <message>
        <source>Dissolve…</source>
        <translation>分解编号…</translation>
    </message>
    <message>
        <source>Say where it came from…</source>
        <translation>补认母样…</translation>
    </message>
    <message>
        <source>Correct how it began…</source>
        <translation>更正由来…</translation>
    </message>
    <message>
        <source>Several bodies…</source>
        <translation>一号多体…</translation>
    </message>
    <message>
        <source>It was another piece…</source>
        <translation>误认更正…</translation>
    </message>
    <message>
        <source>Take a void back…</source>
        <translation>恢复作废…</translation>
    </message>
    <message>
        <source>Record an exposure…</source>
        <translation>记录暴露…</translation>
    </message>
    <message>
        <source>Open a sealed container…</source>
        <translation>开启密封容器…</translation>
    </message>
    <message>
        <source>Put into the cold…</source>
        <translation>冷冻保存…</translation>
    </message>
    <message>
        <source>Take out of the cold…</source>
        <translation>取出解冻…</translation>
    </message>
    <message>
        <source>Change the condition…</source>
        <translation>变更状态…</translation>
    </message>
    <message>
        <source>Restrict handling…</source>
        <translation>限制操作…</translation>
    </message>
    <message>
        <source>Relate to another piece…</source>
        <translation>关联另一件样品…</translation>
    </message>
    <message>
        <source>Keep what a source says…</source>
        <translation>保存来源陈述…</translation>
    </message>
    <message>
        <source>&amp;Condition</source>
        <translation>状况(&amp;C)</translation>
    </message>
    <message>
        <source>Sieve…</source>
        <translation>筛分…</translation>
    </message>
    <message>
        <source>Dissect the core…</source>
        <translation>解剖岩芯…</translation>
    </message>
    <message>
        <source>Make sections…</source>
        <translation>制作切片…</translation>
    </message>
    <message>
        <source>Make a composite…</source>
        <translation>配制混合样…</translation>
    </message>
    <message>
        <source>Enter a history…</source>
        <translation>录入历史…</translation>
    </message>
    <message>
        <source>Attention</source>
        <translation>待办</translation>
    </message>
    <message>
        <source>A&amp;ttention</source>
        <translation>待办(&amp;T)</translation>
    </message>
    <message>
        <source>Count…</source>
        <translation>清点…</translation>
    </message>
    <message>
        <source>Go on with the order…</source>
        <translation>继续工单…</translation>
    </message>
    <message>
        <source>Split and finish the order…</source>
        <translation>分样并完成工单…</translation>
    </message>
    <message>
        <source>Give the order up…</source>
        <translation>取消工单…</translation>
    </message>
    <message>
        <source>Close the case…</source>
        <translation>结案…</translation>
    </message>
    <message>
        <source>Reopen the case…</source>
        <translation>重新打开案件…</translation>
    </message>
    <message>
        <source>Limits…</source>
        <translation>限值…</translation>
    </message>
    <message>
        <source>Manual</source>
        <translation>手册</translation>
    </message>
    <message>
        <source>Settings…</source>
        <translation>设置…</translation>
    </message>
    <message>
        <source>Print a paper…</source>
        <translation>打印文书…</translation>
    </message>
    <message>
        <source>Enter a request…</source>
        <translation>登记申请…</translation>
    </message>
    <message>
        <source>L&amp;oans</source>
        <translation>借用(&amp;O)</translation>
    </message>
    <message>
        <source>Print container labels…</source>
        <translation>打印容器标签…</translation>
    </message>
    <message>
        <source>Add lines…</source>
        <translation>增加明细…</translation>
    </message>
    <message>
        <source>Change a line…</source>
        <translation>更改明细…</translation>
    </message>
    <message>
        <source>Change the loan…</source>
        <translation>更改借用单…</translation>
    </message>
    <message>
        <source>Withdraw lines…</source>
        <translation>撤回明细…</translation>
    </message>
    <message>
        <source>Decide lines…</source>
        <translation>审批明细…</translation>
    </message>
    <message>
        <source>Get lines ready…</source>
        <translation>备样…</translation>
    </message>
    <message>
        <source>Pack a shipment…</source>
        <translation>装箱…</translation>
    </message>
    <message>
        <source>Issue lines…</source>
        <translation>发出样品…</translation>
    </message>
    <message>
        <source>Hand a shipment over…</source>
        <translation>交接货运…</translation>
    </message>
    <message>
        <source>Receive a shipment…</source>
        <translation>签收货运…</translation>
    </message>
    <message>
        <source>Extend lines…</source>
        <translation>延长借期…</translation>
    </message>
    <message>
        <source>Recall lines…</source>
        <translation>召回明细…</translation>
    </message>
    <message>
        <source>Record a letter…</source>
        <translation>登记信函…</translation>
    </message>
    <message>
        <source>Dispute a line…</source>
        <translation>明细争议…</translation>
    </message>
    <message>
        <source>Note what is owed…</source>
        <translation>登记应交事项…</translation>
    </message>
    <message>
        <source>Close a loan…</source>
        <translation>借用单结案…</translation>
    </message>
    <message>
        <source>Policies…</source>
        <translation>政策…</translation>
    </message>
    <message>
        <source>Report use…</source>
        <translation>报告使用…</translation>
    </message>
    <message>
        <source>Report sub-samples…</source>
        <translation>报告子样…</translation>
    </message>
    <message>
        <source>Report a mass…</source>
        <translation>报告质量…</translation>
    </message>
    <message>
        <source>Report a loss at a borrower&apos;s…</source>
        <translation>报告借用人处的遗失…</translation>
    </message>
    <message>
        <source>Pass a line on…</source>
        <translation>转交明细…</translation>
    </message>
    <message>
        <source>Take back a line…</source>
        <translation>收回明细…</translation>
    </message>
    <message>
        <source>Enter a loan of long ago…</source>
        <translation>登记早年的借用…</translation>
    </message>
    <message>
        <source>Open an inventory…</source>
        <translation>开始清查…</translation>
    </message>
    <message>
        <source>Enter an inventory answer…</source>
        <translation>登记清查答复…</translation>
    </message>
    <message>
        <source>Close an inventory…</source>
        <translation>结束清查…</translation>
    </message>
    <message>
        <source>Loans</source>
        <translation>借用</translation>
    </message>
    <message>
        <source>Confirm a contact…</source>
        <translation>确认联系…</translation>
    </message>
    <message>
        <source>Draft an agreement…</source>
        <translation>起草协议…</translation>
    </message>
    <message>
        <source>End a responsibility…</source>
        <translation>结束责任…</translation>
    </message>
    <message>
        <source>End an agreement…</source>
        <translation>终止协议…</translation>
    </message>
    <message>
        <source>Institutions…</source>
        <translation>机构…</translation>
    </message>
    <message>
        <source>Note a restriction…</source>
        <translation>记录限制…</translation>
    </message>
    <message>
        <source>People who borrow…</source>
        <translation>借用人…</translation>
    </message>
    <message>
        <source>Renew an agreement…</source>
        <translation>续签协议…</translation>
    </message>
    <message>
        <source>Sign an agreement…</source>
        <translation>签署协议…</translation>
    </message>
    <message>
        <source>Letters due today…</source>
        <translation>今日应发函件…</translation>
    </message>
    <message>
        <source>Take in what is lent to us…</source>
        <translation>收存他方借来的样品…</translation>
    </message>
    <message>
        <source>Give back what was lent to us…</source>
        <translation>归还他方样品…</translation>
    </message>
    <message>
        <source>Lend…</source>
        <translation>借出…</translation>
    </message>
    <message>
        <source>Export to edit…</source>
        <translation>导出编辑…</translation>
    </message>
    <message>
        <source>Take a workbook back…</source>
        <translation>取回工作簿…</translation>
    </message>
    <message>
        <source>Print the day sheet…</source>
        <translation>打印日报表…</translation>
    </message>
    <message>
        <source>Paste rows…</source>
        <translation>粘贴行…</translation>
    </message>
    <message>
        <source>Write the workbooks of an inventory…</source>
        <translation>写出清查工作簿…</translation>
    </message>
    <message>
        <source>Find again what was lost…</source>
        <translation>找回遗失部分…</translation>
    </message>
    <message>
        <source>Rebuild the store…</source>
        <translation>重建库…</translation>
    </message>
    <message>
        <source>Annul an altered entry…</source>
        <translation>作废被改动的记录…</translation>
    </message>
</context>
<context>
    <name>AddBodyDialog</name>
    <message>
        <source>The body known so far</source>
        <translation>已知一体</translation>
    </message>
    <message>
        <source>The further body</source>
        <translation>另一体</translation>
    </message>
    <message>
        <source>Container or place</source>
        <translation>容器或位置</translation>
    </message>
    <message>
        <source>It came beside the other: its mass is not part of it</source>
        <translation>与另一体分别收到：质量不在其中</translation>
    </message>
    <message>
        <source>Remarks</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>Several bodies of {number}</source>
        <translation>{number} 的一号多体</translation>
    </message>
    <message>
        <source>Add body {body} to {number}</source>
        <translation>为 {number} 增加 {body} 体</translation>
    </message>
    <message>
        <source>{number} is several bodies: {number}/{first} and {number}/{body}</source>
        <translation>{number} 为一号多体：{number}/{first} 和 {number}/{body}</translation>
    </message>
    <message>
        <source>Who writes {number} is asked which body is meant</source>
        <translation>写 {number} 时会询问指哪一体</translation>
    </message>
    <message>
        <source>Body {first} weighs {mass} then</source>
        <translation>此后 {first} 体为 {mass}</translation>
    </message>
</context>
<context>
    <name>AddLinesDialog</name>
    <message>
        <source>What is asked</source>
        <translation>申请内容</translation>
    </message>
    <message>
        <source>Add lines to a loan</source>
        <translation>为借用单增加明细</translation>
    </message>
    <message>
        <source>The lines wait for a decision; the others of the loan go on</source>
        <translation>新增明细等待审批；其余明细照常进行</translation>
    </message>
</context>
<context>
    <name>AddNameDialog</name>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>种类</translation>
    </message>
    <message>
        <source>Where it was read</source>
        <translation>见于何处</translation>
    </message>
    <message>
        <source>Add a name to {number}</source>
        <translation>为 {number} 添加名称</translation>
    </message>
    <message>
        <source>Name it {name}</source>
        <translation>添加名称 {name}</translation>
    </message>
    <message>
        <source>{number} is found by {name} too</source>
        <translation>用 {name} 也能找到 {number}</translation>
    </message>
    <message>
        <source>The official number stays {number}</source>
        <translation>正式编号仍为 {number}</translation>
    </message>
</context>
<context>
    <name>AdoptDialog</name>
    <message>
        <source>Came from</source>
        <translation>出自</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>Say where {number} came from</source>
        <translation>补认 {number} 的母样</translation>
    </message>
    <message>
        <source>{number} came from {parent}</source>
        <translation>{number} 出自 {parent}</translation>
    </message>
    <message>
        <source>{number} hangs below {parent}</source>
        <translation>{number} 列于 {parent} 之下</translation>
    </message>
    <message>
        <source>Its mass is no longer counted twice: it was part of {parent}</source>
        <translation>其质量不再重复计算：原属 {parent}</translation>
    </message>
    <message>
        <source>{parent} weighs {mass} then</source>
        <translation>此后 {parent} 为 {mass}</translation>
    </message>
    <message>
        <source>It inherits what {parent} had met by that day</source>
        <translation>继承 {parent} 至该日的经历</translation>
    </message>
</context>
<context>
    <name>AdvanceOrderDialog</name>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Balance</source>
        <translation>天平</translation>
    </message>
    <message>
        <source>Who goes on with it</source>
        <translation>由谁继续</translation>
    </message>
    <message>
        <source>Mass, {unit}</source>
        <translation>质量，{unit}</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>编号</translation>
    </message>
    <message>
        <source>Form</source>
        <translation>形态</translation>
    </message>
    <message>
        <source>Read so far</source>
        <translation>已读数</translation>
    </message>
    <message>
        <source>“{rest}” is what is left of the parent.</source>
        <translation>“{rest}”是母样剩余部分。</translation>
    </message>
    <message>
        <source>Remarks</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>rest of {number}</source>
        <translation>{number}剩余</translation>
    </message>
    <message>
        <source>Go on with order {code}</source>
        <translation>继续工单{code}</translation>
    </message>
    <message>
        <source>Say that order {code} is {state}</source>
        <translation>将工单{code}记为{state}</translation>
    </message>
    <message>
        <source>No mass moves: masses count when the split is posted</source>
        <translation>质量不变动：分样入账时才计入</translation>
    </message>
    <message>
        <source>{name} goes on with it</source>
        <translation>由{name}继续</translation>
    </message>
</context>
<context>
    <name>AnnulEntryDialog</name>
    <message>
        <source>As verifying names it</source>
        <translation>即验证所指出的记录</translation>
    </message>
    <message>
        <source>Altered entry</source>
        <translation>被改动的记录</translation>
    </message>
    <message>
        <source>Its facts</source>
        <translation>其事实</translation>
    </message>
    <message>
        <source>Annul an altered entry</source>
        <translation>作废被改动的记录</translation>
    </message>
    <message>
        <source>Annul entry {number}</source>
        <translation>作废第 {number} 条记录</translation>
    </message>
    <message>
        <source>Its facts are taken out of force, as an undo does</source>
        <translation>其事实失效，与撤销相同</translation>
    </message>
    <message>
        <source>Its facts stay as they are found</source>
        <translation>其事实保留现状</translation>
    </message>
    <message>
        <source>Verifying goes on to name the entry, and says so again if it is altered further</source>
        <translation>验证仍会指出该记录；若再被改动，会再次报告</translation>
    </message>
    <message>
        <source>An annulment is not undone</source>
        <translation>作废不能撤销</translation>
    </message>
</context>
<context>
    <name>Answer</name>
    <message>
        <source>Choose…</source>
        <translation>请选择…</translation>
    </message>
    <message>
        <source>This must be answered before the rows can be judged.</source>
        <translation>回答此项后才能判定各行。</translation>
    </message>
</context>
<context>
    <name>AnswerFiles</name>
    <message>
        <source>Workbooks ({endings})</source>
        <translation>工作簿 ({endings})</translation>
    </message>
    <message>
        <source>Read answers</source>
        <translation>读取答复</translation>
    </message>
</context>
<context>
    <name>AnswerRoundDialog</name>
    <message>
        <source>Borrower</source>
        <translation>借用人</translation>
    </message>
    <message>
        <source>Signed by</source>
        <translation>签字人</translation>
    </message>
    <message>
        <source>Witnessed by</source>
        <translation>见证人</translation>
    </message>
    <message>
        <source>Line</source>
        <translation>明细</translation>
    </message>
    <message>
        <source>Piece</source>
        <translation>样品</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>答复</translation>
    </message>
    <message>
        <source>Mass</source>
        <translation>质量</translation>
    </message>
    <message>
        <source>Remarks</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Answers</source>
        <translation>答复</translation>
    </message>
    <message>
        <source>Enter an inventory answer</source>
        <translation>登记清查答复</translation>
    </message>
    <message>
        <source>and {count} further answers</source>
        <translation>另有 {count} 项答复</translation>
    </message>
    <message>
        <source>The answers are kept on the lines; no mass and no custody changes</source>
        <translation>答复记在明细上；质量和保管不变</translation>
    </message>
    <message>
        <source>What follows from them is posted apart</source>
        <translation>由此产生的处理另行登记</translation>
    </message>
    <message>
        <source>{line}: {answer}, no mass stated</source>
        <translation>{line}：{answer}，未报质量</translation>
    </message>
    <message>
        <source>{line}: {answer}, {mass} stated</source>
        <translation>{line}：{answer}，所报质量 {mass}</translation>
    </message>
</context>
<context>
    <name>AnswerSide</name>
    <message>
        <source>Accept</source>
        <translation>接受</translation>
    </message>
    <message>
        <source>Why it is not accepted</source>
        <translation>不接受的理由</translation>
    </message>
    <message>
        <source>Set aside</source>
        <translation>搁置</translation>
    </message>
    <message>
        <source>Nothing is selected.</source>
        <translation>未选择任何内容。</translation>
    </message>
    <message>
        <source>Take back</source>
        <translation>收回</translation>
    </message>
    <message>
        <source>Line</source>
        <translation>明细</translation>
    </message>
    <message>
        <source>Form</source>
        <translation>形态</translation>
    </message>
    <message>
        <source>In the book</source>
        <translation>账面</translation>
    </message>
    <message>
        <source>Issued</source>
        <translation>发出</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>答复</translation>
    </message>
    <message>
        <source>Found</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Remark</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Row in the workbook</source>
        <translation>工作簿中的行</translation>
    </message>
    <message>
        <source>Signatures</source>
        <translation>签名</translation>
    </message>
    <message>
        <source>Signed by</source>
        <translation>签字人</translation>
    </message>
    <message>
        <source>Witnessed by</source>
        <translation>见证人</translation>
    </message>
</context>
<context>
    <name>Answers</name>
    <message>
        <source>The reason goes into the journal.</source>
        <translation>原因记入日志。</translation>
    </message>
    <message>
        <source>Needed: say why in a few words. They go into the journal.</source>
        <translation>需要：请简要说明原因，它将记入日志。</translation>
    </message>
    <message>
        <source>Reload</source>
        <translation>重新载入</translation>
    </message>
    <message>
        <source>Use {number}</source>
        <translation>用 {number}</translation>
    </message>
    <message>
        <source>Show the entry</source>
        <translation>查看条目</translation>
    </message>
</context>
<context>
    <name>AnswersDraft</name>
    <message>
        <source>Decisions about {books}: {count}, kept at {time} and not posted.</source>
        <translation>对 {books} 的决定：{count} 项，保存于 {time}，尚未登记。</translation>
    </message>
    <message>
        <source>{files} and {count} more</source>
        <translation>{files} 等另 {count} 个</translation>
    </message>
    <message>
        <source>Decisions that stand again: {count}.</source>
        <translation>已恢复的决定：{count} 项。</translation>
    </message>
    <message>
        <source>Rows that say something else now, and are to be decided again: {count}.</source>
        <translation>内容已变、需要重新决定的行：{count} 行。</translation>
    </message>
</context>
<context>
    <name>AnswersPage</name>
    <message>
        <source>Read answers…</source>
        <translation>读取答复…</translation>
    </message>
    <message>
        <source>Read a folder…</source>
        <translation>读取文件夹…</translation>
    </message>
    <message>
        <source>Accept all that agree</source>
        <translation>接受所有相符的</translation>
    </message>
    <message>
        <source>Shift+Space</source>
        <translation>Shift+空格</translation>
    </message>
    <message>
        <source>Borrower, sample, line</source>
        <translation>借用人、样品、明细</translation>
    </message>
    <message>
        <source>No answers are read</source>
        <translation>尚未读取答复</translation>
    </message>
    <message>
        <source>Choose the workbooks that came back. Nothing is posted before you accept it.</source>
        <translation>请选择交回的工作簿。接受之前不会记账。</translation>
    </message>
    <message>
        <source>Reading {done} of {total} workbooks</source>
        <translation>正在读取工作簿 {done}/{total}</translation>
    </message>
    <message>
        <source>Posting {done} of {total} answers</source>
        <translation>正在记账 {done}/{total} 份答复</translation>
    </message>
    <message>
        <source>Accept answers first: Space for a row, Shift+Space for all that agree.</source>
        <translation>请先接受答复：空格接受一行，Shift+空格接受所有相符的。</translation>
    </message>
    <message>
        <source>Say who signed for {person}, and who else witnessed it.</source>
        <translation>请填写谁代表 {person} 签名，以及由哪位他人见证。</translation>
    </message>
    <message>
        <source>Nothing can be posted now.</source>
        <translation>现在不能入账。</translation>
    </message>
    <message>
        <source>Post {count} decisions</source>
        <translation>记账 {count} 项决定</translation>
    </message>
    <message>
        <source>Post 1 decision</source>
        <translation>记账 1 项决定</translation>
    </message>
</context>
<context>
    <name>AnswersTable</name>
    <message>
        <source>Line</source>
        <translation>明细</translation>
    </message>
    <message>
        <source>Sample</source>
        <translation>样品</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>答复</translation>
    </message>
    <message>
        <source>Book</source>
        <translation>账面</translation>
    </message>
    <message>
        <source>Found</source>
        <translation>实有</translation>
    </message>
    <message>
        <source>Differs</source>
        <translation>差值</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>判定</translation>
    </message>
    <message>
        <source>Remark</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Decision</source>
        <translation>决定</translation>
    </message>
    <message>
        <source>Answers line by line</source>
        <translation>逐条答复</translation>
    </message>
</context>
<context>
    <name>Approval</name>
    <message>
        <source>Authority</source>
        <translation>批准</translation>
    </message>
    <message>
        <source>Who allows it</source>
        <translation>批准人</translation>
    </message>
    <message>
        <source>Document</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Second person</source>
        <translation>第二人</translation>
    </message>
    <message>
        <source>PIN of the second person</source>
        <translation>第二人的 PIN</translation>
    </message>
    <message>
        <source>A rule stands in the way. Name who allows it and the document; a second person agrees here.</source>
        <translation>有规则不允许。请写明批准人和文件，并由第二人在此同意。</translation>
    </message>
    <message>
        <source>This is not the PIN of {name}. Type it again.</source>
        <translation>这不是 {name} 的 PIN。请重新输入。</translation>
    </message>
    <message>
        <source>No PIN is set: the name alone stands.</source>
        <translation>未设 PIN：只凭姓名。</translation>
    </message>
</context>
<context>
    <name>AsOfDialog</name>
    <message>
        <source>Show the store as of a day</source>
        <translation>查看某日的样品库</translation>
    </message>
    <message>
        <source>Show this day</source>
        <translation>查看这一天</translation>
    </message>
    <message>
        <source>Tree, places, loans and balance as they stood at the end of that day. Nothing can be posted there.</source>
        <translation>显示该日结束时的样品树、位置、借用和质量账。此时不能登记。</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Calendar</source>
        <translation>日历</translation>
    </message>
</context>
<context>
    <name>AskCard</name>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Open the dialog…</source>
        <translation>打开对话框…</translation>
    </message>
</context>
<context>
    <name>BalanceInput</name>
    <message>
        <source>the last digit typed counts</source>
        <translation>以输入的末位为准</translation>
    </message>
    <message>
        <source>reads to {resolution}</source>
        <translation>分度值 {resolution}</translation>
    </message>
</context>
<context>
    <name>BalanceRoom</name>
    <message>
        <source>Trial balance</source>
        <translation>试算平衡</translation>
    </message>
    <message>
        <source>grams; received = everything to its right</source>
        <translation>单位克；接收 = 其右各列之和</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>Nothing is booked on this day</source>
        <translation>这一天账上没有内容</translation>
    </message>
    <message>
        <source>Register or import pieces, or choose a later day.</source>
        <translation>请登记或导入样品，或选择更晚的日期。</translation>
    </message>
    <message>
        <source>Balance</source>
        <translation>质量账</translation>
    </message>
    <message>
        <source>{name} closes to the microgram</source>
        <translation>{name} 精确到微克平衡</translation>
    </message>
    <message>
        <source>{name} does not close</source>
        <translation>{name} 不平</translation>
    </message>
    <message>
        <source>{mass} g</source>
        <translation>{mass} g</translation>
    </message>
    <message>
        <source>Looking for what is behind the figure…</source>
        <translation>正在查找数字背后的明细…</translation>
    </message>
</context>
<context>
    <name>BalanceTable</name>
    <message>
        <source>Trial balance</source>
        <translation>试算平衡</translation>
    </message>
</context>
<context>
    <name>BalancesDialog</name>
    <message>
        <source>Balances</source>
        <translation>天平</translation>
    </message>
    <message>
        <source>A new balance</source>
        <translation>新天平</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Reads to, mg</source>
        <translation>分度值，mg</translation>
    </message>
    <message>
        <source>Uncertainty, mg</source>
        <translation>不确定度，mg</translation>
    </message>
    <message>
        <source>Calibrated on</source>
        <translation>校准日期</translation>
    </message>
    <message>
        <source>Next calibration due</source>
        <translation>下次校准到期</translation>
    </message>
    <message>
        <source>Certificate</source>
        <translation>证书</translation>
    </message>
    <message>
        <source>No longer used</source>
        <translation>不再使用</translation>
    </message>
    <message>
        <source>Set up {name}</source>
        <translation>设置 {name}</translation>
    </message>
    <message>
        <source>Set up a balance</source>
        <translation>设置天平</translation>
    </message>
    <message>
        <source>Record the calibration of {name}</source>
        <translation>记录 {name} 的校准</translation>
    </message>
    <message>
        <source>Change {name}</source>
        <translation>更改 {name}</translation>
    </message>
    <message>
        <source>{name} reads to {resolution}</source>
        <translation>{name} 的分度值为 {resolution}</translation>
    </message>
    <message>
        <source>Weighings after {day} ask for a reason</source>
        <translation>{day} 之后的称量须说明原因</translation>
    </message>
    <message>
        <source>Without a calibration each weighing asks for a reason</source>
        <translation>没有校准时，每次称量须说明原因</translation>
    </message>
    <message>
        <source>Reads to</source>
        <translation>分度值</translation>
    </message>
    <message>
        <source>Calibrated</source>
        <translation>校准</translation>
    </message>
    <message>
        <source>Due</source>
        <translation>到期</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>retired</source>
        <translation>已停用</translation>
    </message>
    <message>
        <source>overdue</source>
        <translation>已过期</translation>
    </message>
</context>
<context>
    <name>CancelPlanDialog</name>
    <message>
        <source>Plan</source>
        <translation>计划</translation>
    </message>
    <message>
        <source>Give up a plan of {number}</source>
        <translation>取消 {number} 的计划</translation>
    </message>
    <message>
        <source>Void from now on: {numbers}</source>
        <translation>自此作废：{numbers}</translation>
    </message>
    <message>
        <source>These numbers are never given again</source>
        <translation>这些编号不再使用</translation>
    </message>
</context>
<context>
    <name>CaseInput</name>
    <message>
        <source>Closes the case</source>
        <translation>结案</translation>
    </message>
    <message>
        <source>none: it stays open</source>
        <translation>无：案件保持未结</translation>
    </message>
</context>
<context>
    <name>CellWriter</name>
    <message>
        <source>{count} pieces</source>
        <translation>{count} 件样品</translation>
    </message>
    <message>
        <source>{mass} grams</source>
        <translation>{mass} 克</translation>
    </message>
    <message>
        <source>{mass} original, not reconciled</source>
        <translation>原始 {mass}，未核对</translation>
    </message>
    <message>
        <source>{mass} in all</source>
        <translation>共 {mass}</translation>
    </message>
    <message>
        <source>{mass} in {pieces} pieces; the piece itself {own}</source>
        <translation>{pieces} 件共 {mass}；本件 {own}</translation>
    </message>
    <message>
        <source>{mass} in {pieces} pieces, {unweighed} unweighed; the piece itself {own}</source>
        <translation>{pieces} 件共 {mass}，其中 {unweighed} 件未称量；本件 {own}</translation>
    </message>
    <message>
        <source>at least {mass}</source>
        <translation>至少 {mass}</translation>
    </message>
    <message>
        <source>1 piece</source>
        <translation>1 件</translation>
    </message>
    <message>
        <source>{mass} in 1 piece; the piece itself {own}</source>
        <translation>{mass}，共 1 件；样品本身 {own}</translation>
    </message>
    <message>
        <source>{sum}; at most, for pieces were taken that nobody weighed</source>
        <translation>{sum}；为上限，因为取走的样品有未称量的</translation>
    </message>
    <message>
        <source>unknown, {reason}</source>
        <translation>不详，{reason}</translation>
    </message>
    <message>
        <source>unknown: {unweighed} of {pieces} pieces are unweighed</source>
        <translation>不详：{pieces} 件中有 {unweighed} 件未称量</translation>
    </message>
    <message>
        <source>unknown: pieces were taken that nobody weighed</source>
        <translation>不详：取走的样品有未称量的</translation>
    </message>
    <message>
        <source>{mass} milligrams</source>
        <translation>{mass} 毫克</translation>
    </message>
    <message>
        <source>{mass} micrograms</source>
        <translation>{mass} 微克</translation>
    </message>
    <message>
        <source>{count} places</source>
        <translation>{count} 个位置</translation>
    </message>
    <message>
        <source>not stated</source>
        <translation>未说明</translation>
    </message>
    <message>
        <source>{sum}; the sum contains estimates</source>
        <translation>{sum}；总和含估计值</translation>
    </message>
    <message>
        <source>met {list}</source>
        <translation>接触{list}</translation>
    </message>
</context>
<context>
    <name>ChangeConditionDialog</name>
    <message>
        <source>Condition from then on</source>
        <translation>此后的状态</translation>
    </message>
    <message>
        <source>Evidence</source>
        <translation>依据</translation>
    </message>
    <message>
        <source>Change the condition of {what}</source>
        <translation>变更{what}的状态</translation>
    </message>
    <message>
        <source>Change the condition of {what} to {condition}</source>
        <translation>将{what}的状态变更为{condition}</translation>
    </message>
    <message>
        <source>Condition: {before} becomes {after}</source>
        <translation>状态：由{before}变为{after}</translation>
    </message>
    <message>
        <source>Daughters made before keep theirs; later ones inherit it</source>
        <translation>此前的子样不变；此后的子样继承</translation>
    </message>
</context>
<context>
    <name>ChangeLineDialog</name>
    <message>
        <source>Line</source>
        <translation>明细</translation>
    </message>
    <message>
        <source>What the line asks for from now on</source>
        <translation>此明细今后的申请内容</translation>
    </message>
    <message>
        <source>Name one line in the first column.</source>
        <translation>请在第一列填写一条明细。</translation>
    </message>
    <message>
        <source>Change what a line asks for</source>
        <translation>更改明细的申请内容</translation>
    </message>
    <message>
        <source>What was decided on the line has to be decided again</source>
        <translation>此明细须重新审批</translation>
    </message>
</context>
<context>
    <name>ChangeLoanDialog</name>
    <message>
        <source>Purpose</source>
        <translation>用途</translation>
    </message>
    <message>
        <source>Plan the use falls under</source>
        <translation>所属研究计划</translation>
    </message>
    <message>
        <source>Committee round</source>
        <translation>评审批次</translation>
    </message>
    <message>
        <source>Project</source>
        <translation>项目</translation>
    </message>
    <message>
        <source>Project ends</source>
        <translation>项目截止</translation>
    </message>
    <message>
        <source>Remarks</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Change a loan</source>
        <translation>更改借用单</translation>
    </message>
    <message>
        <source>What is left empty stays as it is</source>
        <translation>留空的项目保持不变</translation>
    </message>
    <message>
        <source>Lines that have not gone fall under the new agreement</source>
        <translation>尚未发出的明细改属新协议</translation>
    </message>
</context>
<context>
    <name>CheckPlaceDialog</name>
    <message>
        <source>Number or what the label says</source>
        <translation>编号或标签文字</translation>
    </message>
    <message>
        <source>What it looks like</source>
        <translation>外观</translation>
    </message>
    <message>
        <source>Extra: found, and not on the list</source>
        <translation>多出：见到但不在清单上</translation>
    </message>
    <message>
        <source>Remarks</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Count {place}</source>
        <translation>清点{place}</translation>
    </message>
    <message>
        <source>Looking up what is extra</source>
        <translation>正在查找多出的样品</translation>
    </message>
    <message>
        <source>“{text}” is another name of {number} and is recorded as {number}</source>
        <translation>“{text}”是 {number} 的别名，按 {number} 记录</translation>
    </message>
    <message>
        <source>Nothing moves and nothing is declared lost</source>
        <translation>不移动任何样品，也不申报丢失</translation>
    </message>
    <message>
        <source>{text} is unknown to the book: it stands under Extra</source>
        <translation>账册中没有 {text}：列入“多余”</translation>
    </message>
    <message>
        <source>in {place}</source>
        <translation>在{place}</translation>
    </message>
</context>
<context>
    <name>CloseCaseDialog</name>
    <message>
        <source>What became of it</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Close case {code}</source>
        <translation>案件{code}结案</translation>
    </message>
    <message>
        <source>The case leaves the list of what needs a hand; its record stays</source>
        <translation>案件移出待办，记录保留</translation>
    </message>
    <message>
        <source>Nothing moves: a piece that stands elsewhere is moved by a move</source>
        <translation>不移动任何样品；在别处的样品用“移动”移动</translation>
    </message>
</context>
<context>
    <name>CloseLoanDialog</name>
    <message>
        <source>Remarks</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Close a loan</source>
        <translation>借用单结案</translation>
    </message>
    <message>
        <source>The loan leaves the list of what needs a hand; its record stays</source>
        <translation>借用单移出待办列表；记录保留</translation>
    </message>
</context>
<context>
    <name>CloseRoundDialog</name>
    <message>
        <source>Remarks</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Close an inventory</source>
        <translation>结束清查</translation>
    </message>
    <message>
        <source>Answers that come later can still be entered</source>
        <translation>迟到的答复仍可登记</translation>
    </message>
</context>
<context>
    <name>CollectionDialog</name>
    <message>
        <source>Collection</source>
        <translation>样品集</translation>
    </message>
    <message>
        <source>Another one</source>
        <translation>另建</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>代码</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Numbering</source>
        <translation>编号规则</translation>
    </message>
    <message>
        <source>Mission</source>
        <translation>任务</translation>
    </message>
    <message>
        <source>First opened</source>
        <translation>首次开启</translation>
    </message>
    <message>
        <source>Missions</source>
        <translation>任务</translation>
    </message>
    <message>
        <source>Open a collection</source>
        <translation>建立样品集</translation>
    </message>
    <message>
        <source>Numbers are read and proposed as {scheme}</source>
        <translation>按{scheme}规则读取和建议编号</translation>
    </message>
    <message>
        <source>Scheme and title never change afterwards</source>
        <translation>编号规则和权属此后不能更改</translation>
    </message>
    <message>
        <source>Missions can be added later</source>
        <translation>任务可以以后添加</translation>
    </message>
    <message>
        <source>It is the collection whose opening was undone: its numbers mean the same pieces</source>
        <translation>这是其开设曾被撤销的那个样品集：原有编号仍指同样的样品</translation>
    </message>
</context>
<context>
    <name>ColumnLayout</name>
    <message>
        <source>As at first</source>
        <translation>恢复初始</translation>
    </message>
</context>
<context>
    <name>ColumnList</name>
    <message>
        <source>Columns</source>
        <translation>列</translation>
    </message>
    <message>
        <source>Space ticks a column. Drag it, or move it with Alt and the arrow keys.</source>
        <translation>空格键勾选列；可拖动，或按 Alt 加方向键移动。</translation>
    </message>
</context>
<context>
    <name>ColumnsPage</name>
    <message>
        <source>Assumed, unless you say otherwise</source>
        <translation>除非另有说明，视为如此</translation>
    </message>
    <message>
        <source>In the file</source>
        <translation>文件中的列</translation>
    </message>
    <message>
        <source>Values</source>
        <translation>值</translation>
    </message>
    <message>
        <source>Taken for</source>
        <translation>视为</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>单位</translation>
    </message>
    <message>
        <source>Columns of the file</source>
        <translation>文件的列</translation>
    </message>
    <message>
        <source>Name of the profile</source>
        <translation>方案名称</translation>
    </message>
    <message>
        <source>Name of this kind of list</source>
        <translation>此类表的名称</translation>
    </message>
    <message>
        <source>Keep as a profile</source>
        <translation>存为方案</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>请选择…</translation>
    </message>
    <message>
        <source>in the cells</source>
        <translation>见单元格</translation>
    </message>
    <message>
        <source>hidden in the file, left out</source>
        <translation>文件中隐藏，略去</translation>
    </message>
    <message>
        <source>{column} is taken for</source>
        <translation>{column} 的含义</translation>
    </message>
    <message>
        <source>Unit of {column}</source>
        <translation>{column} 的单位</translation>
    </message>
    <message>
        <source>There is a profile “{name}” already. Replace it, or type another name.</source>
        <translation>已有名为“{name}”的方案。请替换，或键入其他名称。</translation>
    </message>
</context>
<context>
    <name>ComposeDialog</name>
    <message>
        <source>A mass left empty takes the whole piece, which then ends.</source>
        <translation>质量留空则整件并入，该件随之终止。</translation>
    </message>
    <message>
        <source>Balance</source>
        <translation>质量平衡</translation>
    </message>
    <message>
        <source>Collection</source>
        <translation>馆藏</translation>
    </message>
    <message>
        <source>Composite</source>
        <translation>混合样</translation>
    </message>
    <message>
        <source>Container or place</source>
        <translation>容器或位置</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>差值</translation>
    </message>
    <message>
        <source>Goes in whole and ends: {numbers}</source>
        <translation>整件并入并终止：{numbers}</translation>
    </message>
    <message>
        <source>Its condition is the worst of its parts; what they met, it met</source>
        <translation>状态取各组分中最差者；组分的经历即其经历</translation>
    </message>
    <message>
        <source>Make a composite</source>
        <translation>配制混合样</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>编号</translation>
    </message>
    <message>
        <source>Number of the composite</source>
        <translation>混合样编号</translation>
    </message>
    <message>
        <source>Parts</source>
        <translation>组分</translation>
    </message>
    <message>
        <source>Parts give</source>
        <translation>组分合计</translation>
    </message>
    <message>
        <source>Remarks</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Gives, {unit}</source>
        <translation>给出，{unit}</translation>
    </message>
    <message>
        <source>What it is</source>
        <translation>是什么</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>不详</translation>
    </message>
    <message>
        <source>as far as known</source>
        <translation>就已知而言</translation>
    </message>
    <message>
        <source>not weighed</source>
        <translation>未称量</translation>
    </message>
    <message>
        <source>{number} has all parts as its parents</source>
        <translation>{number} 以全部组分为母样</translation>
    </message>
</context>
<context>
    <name>ConfirmContactDialog</name>
    <message>
        <source>Confirm a contact</source>
        <translation>确认联系</translation>
    </message>
    <message>
        <source>How</source>
        <translation>方式</translation>
    </message>
    <message>
        <source>Person</source>
        <translation>人员</translation>
    </message>
    <message>
        <source>Say that {name} was heard of</source>
        <translation>确认已与 {name} 取得联系</translation>
    </message>
    <message>
        <source>a letter, a call, a visit, with its number where it has one</source>
        <translation>信函、电话或来访；有编号的请注明</translation>
    </message>
    <message>
        <source>{name} was last heard of on {day}</source>
        <translation>{name} 最近联系于 {day}</translation>
    </message>
</context>
<context>
    <name>ConsumeDialog</name>
    <message>
        <source>all of it</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>a part of it</source>
        <translation>一部分</translation>
    </message>
    <message>
        <source>what is left was weighed</source>
        <translation>称量了剩余</translation>
    </message>
    <message>
        <source>Used</source>
        <translation>用量</translation>
    </message>
    <message>
        <source>Mass used, {unit}</source>
        <translation>使用质量，{unit}</translation>
    </message>
    <message>
        <source>How it ended</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Analysis or method</source>
        <translation>分析或方法</translation>
    </message>
    <message>
        <source>By whom</source>
        <translation>由谁</translation>
    </message>
    <message>
        <source>Where it is recorded</source>
        <translation>记录于</translation>
    </message>
    <message>
        <source>a report, a protocol, a publication</source>
        <translation>报告、规程或出版物</translation>
    </message>
    <message>
        <source>Mass</source>
        <translation>质量</translation>
    </message>
    <message>
        <source>Use up {what}</source>
        <translation>用尽{what}</translation>
    </message>
    <message>
        <source>Use {mass} of {what}</source>
        <translation>使用 {what} 的 {mass}</translation>
    </message>
    <message>
        <source>{mass} is booked as consumed, not as lost</source>
        <translation>{mass} 记为消耗，而非遗失</translation>
    </message>
    <message>
        <source>The rest stays where it is</source>
        <translation>其余留在原处</translation>
    </message>
    <message>
        <source>Its mass is booked as consumed, not as lost</source>
        <translation>其质量记为消耗，而非遗失</translation>
    </message>
    <message>
        <source>It stands nowhere any more; its number, its row and its history stay</source>
        <translation>此后不再位于任何位置；编号、行和历史保留</translation>
    </message>
    <message>
        <source>Consumed</source>
        <translation>消耗</translation>
    </message>
    <message>
        <source>By the book</source>
        <translation>账面</translation>
    </message>
    <message>
        <source>Left</source>
        <translation>剩余</translation>
    </message>
</context>
<context>
    <name>CorrectBirthDialog</name>
    <message>
        <source>Empty: as it stands</source>
        <translation>留空：不变</translation>
    </message>
    <message>
        <source>Began with, {unit}</source>
        <translation>起始质量，{unit}</translation>
    </message>
    <message>
        <source>Came from</source>
        <translation>出自</translation>
    </message>
    <message>
        <source>Began on</source>
        <translation>起始日期</translation>
    </message>
    <message>
        <source>Evidence</source>
        <translation>依据</translation>
    </message>
    <message>
        <source>Correct how {number} began</source>
        <translation>更正 {number} 的由来</translation>
    </message>
    <message>
        <source>It is put right on the day {number} began</source>
        <translation>在 {number} 起始之日更正</translation>
    </message>
    <message>
        <source>{number} weighs {mass} now</source>
        <translation>{number} 现为 {mass}</translation>
    </message>
    <message>
        <source>Its mass goes back to the wrong parent and comes out of {parent}</source>
        <translation>其质量归还误记的母样，改出自 {parent}</translation>
    </message>
    <message>
        <source>What a balance read since stays as it was read</source>
        <translation>此后天平的读数不变</translation>
    </message>
</context>
<context>
    <name>CorrectDialog</name>
    <message>
        <source>How the right value is known</source>
        <translation>正确值的依据</translation>
    </message>
    <message>
        <source>Correct {number}</source>
        <translation>更正 {number}</translation>
    </message>
    <message>
        <source>Correct the {field} of {number}</source>
        <translation>更正 {number} 的{field}</translation>
    </message>
    <message>
        <source>{field}: {old} becomes {new}</source>
        <translation>{field}：{old} 改为 {new}</translation>
    </message>
    <message>
        <source>The old value stays in the journal, with the evidence</source>
        <translation>旧值连同依据留在日志中</translation>
    </message>
</context>
<context>
    <name>CorrectIdentityDialog</name>
    <message>
        <source>Was in truth</source>
        <translation>实为</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>自</translation>
    </message>
    <message>
        <source>Empty: from the beginning</source>
        <translation>留空：自始</translation>
    </message>
    <message>
        <source>Evidence</source>
        <translation>依据</translation>
    </message>
    <message>
        <source>{number} was taken for another piece</source>
        <translation>误认为 {number}</translation>
    </message>
    <message>
        <source>Record the mistake</source>
        <translation>记录误认</translation>
    </message>
    <message>
        <source>{other} is found by {number} too, as published</source>
        <translation>{other} 也可用 {number} 找到，按已发表</translation>
    </message>
    <message>
        <source>A case is opened; nothing is moved by itself</source>
        <translation>立案；不自动更动任何记录</translation>
    </message>
    <message>
        <source>To be looked at, posted under {number}:</source>
        <translation>待核查，在 {number} 名下：</translation>
    </message>
    <message>
        <source>and {count} more: see the recall list</source>
        <translation>另有 {count} 条：见追查清单</translation>
    </message>
</context>
<context>
    <name>CorrectPlaceDialog</name>
    <message>
        <source>Correct {place}</source>
        <translation>更正 {place}</translation>
    </message>
    <message>
        <source>Correct the {field} of {place}</source>
        <translation>更正 {place} 的{field}</translation>
    </message>
    <message>
        <source>{field}: {old} becomes {new}</source>
        <translation>{field}：{old} 改为 {new}</translation>
    </message>
</context>
<context>
    <name>CountInput</name>
    <message>
        <source>Sighting list</source>
        <translation>清点清单</translation>
    </message>
    <message>
        <source>Found</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>编号</translation>
    </message>
    <message>
        <source>Expected in</source>
        <translation>应在</translation>
    </message>
    <message>
        <source>Form</source>
        <translation>形态</translation>
    </message>
    <message>
        <source>Mass, g</source>
        <translation>质量，g</translation>
    </message>
    <message>
        <source>Scan or type a number, then Enter</source>
        <translation>扫描或输入编号，按回车</translation>
    </message>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Unanswered</source>
        <translation>未答复</translation>
    </message>
    <message>
        <source>Differs</source>
        <translation>有差异</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>行</translation>
    </message>
    <message>
        <source>Seen elsewhere, in</source>
        <translation>在别处见到，位于</translation>
    </message>
    <message>
        <source>{text} may be {numbers}: scan or type it with its collection</source>
        <translation>{text}可能是{numbers}：请连同馆藏扫描或输入</translation>
    </message>
    <message>
        <source>{text} is not expected here: it stands under Extra</source>
        <translation>{text}不应在此：已列入“多出”</translation>
    </message>
    <message>
        <source>{text} was answered before; it is seen now</source>
        <translation>{text}此前已答复，现记为见到</translation>
    </message>
    <message>
        <source>{text} is seen</source>
        <translation>见到{text}</translation>
    </message>
    <message>
        <source>{done} of {total} answered</source>
        <translation>已答复{done}/{total}</translation>
    </message>
    <message>
        <source>in {place}</source>
        <translation>在{place}</translation>
    </message>
    <message>
        <source>Seen</source>
        <translation>见到</translation>
    </message>
    <message>
        <source>Missing</source>
        <translation>缺失</translation>
    </message>
    <message>
        <source>No answer</source>
        <translation>无答复</translation>
    </message>
    <message>
        <source>The rest is missing</source>
        <translation>其余缺失</translation>
    </message>
    <message>
        <source>Seen there</source>
        <translation>在该处见到</translation>
    </message>
    <message>
        <source>{text} is seen in {place}, where the book does not have it</source>
        <translation>在{place}见到 {text}，账面不在此处</translation>
    </message>
    <message>
        <source>Now in {place}</source>
        <translation>现在{place}</translation>
    </message>
</context>
<context>
    <name>DayControl</name>
    <message>
        <source>Day before with entries</source>
        <translation>前一个有条目的日期</translation>
    </message>
    <message>
        <source>Next day with entries</source>
        <translation>后一个有条目的日期</translation>
    </message>
    <message>
        <source>As of</source>
        <translation>截至</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>今天</translation>
    </message>
</context>
<context>
    <name>DecideLinesDialog</name>
    <message>
        <source>Line</source>
        <translation>明细</translation>
    </message>
    <message>
        <source>Decision</source>
        <translation>决定</translation>
    </message>
    <message>
        <source>Recommendation</source>
        <translation>建议</translation>
    </message>
    <message>
        <source>Granted</source>
        <translation>批准</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>理由</translation>
    </message>
    <message>
        <source>Who decided</source>
        <translation>由谁决定</translation>
    </message>
    <message>
        <source>committee or person</source>
        <translation>委员会或个人</translation>
    </message>
    <message>
        <source>Not the last word: only noted</source>
        <translation>非最终决定：仅作记录</translation>
    </message>
    <message>
        <source>granted and piece empty: as asked</source>
        <translation>批准量与样品留空：照申请</translation>
    </message>
    <message>
        <source>Lines</source>
        <translation>明细</translation>
    </message>
    <message>
        <source>Conditions</source>
        <translation>附加条件</translation>
    </message>
    <message>
        <source>Note what {body} says</source>
        <translation>记录{body}的意见</translation>
    </message>
    <message>
        <source>Note it</source>
        <translation>记录</translation>
    </message>
    <message>
        <source>Decide lines</source>
        <translation>审批明细</translation>
    </message>
    <message>
        <source>What is granted is reserved: nobody else can be promised it</source>
        <translation>所批准的样品即被保留，不得再承诺他人</translation>
    </message>
    <message>
        <source>Piece or source</source>
        <translation>样品或来源</translation>
    </message>
</context>
<context>
    <name>DeclareLostDialog</name>
    <message>
        <source>What happened</source>
        <translation>发生了什么</translation>
    </message>
    <message>
        <source>Last seen</source>
        <translation>最后见到</translation>
    </message>
    <message>
        <source>empty: not known</source>
        <translation>留空：不详</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>报告</translation>
    </message>
    <message>
        <source>the record by which it is followed up</source>
        <translation>据以追查的记录</translation>
    </message>
    <message>
        <source>Circumstances</source>
        <translation>情况</translation>
    </message>
    <message>
        <source>Missing</source>
        <translation>缺失</translation>
    </message>
    <message>
        <source>Declare {what} stolen</source>
        <translation>宣告{what}被盗</translation>
    </message>
    <message>
        <source>Declare {what} lost</source>
        <translation>宣告{what}丢失</translation>
    </message>
    <message>
        <source>None of it is here any more, until it is recovered</source>
        <translation>找回之前，均不再在库</translation>
    </message>
    <message>
        <source>One case is opened, and stays open until somebody closes it</source>
        <translation>立一个案件，直到有人结案</translation>
    </message>
    <message>
        <source>The container itself stays in the book, empty</source>
        <translation>容器本身保留在账，为空</translation>
    </message>
    <message>
        <source>The name, the document and the second person stand in the journal</source>
        <translation>授权人、文件和第二人记入日志</translation>
    </message>
    <message>
        <source>all in {place}</source>
        <translation>{place}内全部样品</translation>
    </message>
    <message>
        <source>Was back on</source>
        <translation>归还日</translation>
    </message>
    <message>
        <source>only for a time long past</source>
        <translation>仅用于补录往事</translation>
    </message>
    <message>
        <source>Missing until {day}, and then where it stood before</source>
        <translation>缺失至{day}，此后回到原处</translation>
    </message>
    <message>
        <source>One case is opened and closed again</source>
        <translation>开立一案并随即结案</translation>
    </message>
    <message>
        <source>What is on record since stays as it is</source>
        <translation>此后的记录保持不变</translation>
    </message>
</context>
<context>
    <name>DemandCard</name>
    <message>
        <source>Asked of the same pieces</source>
        <translation>对同一样品的申请</translation>
    </message>
</context>
<context>
    <name>DescribeDialog</name>
    <message>
        <source>Describe {number}</source>
        <translation>描述 {number}</translation>
    </message>
    <message>
        <source>{field}: {value}</source>
        <translation>{field}：{value}</translation>
    </message>
    <message>
        <source>Core</source>
        <translation>岩芯</translation>
    </message>
    <message>
        <source>Interval, fraction or section</source>
        <translation>区间、粒级或切片</translation>
    </message>
    <message>
        <source>The piece</source>
        <translation>样品</translation>
    </message>
</context>
<context>
    <name>Dialog</name>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>DifferenceModel</name>
    <message>
        <source>Take</source>
        <translation>采纳</translation>
    </message>
</context>
<context>
    <name>DifferenceView</name>
    <message>
        <source>Differences</source>
        <translation>差异</translation>
    </message>
    <message>
        <source>Nothing is compared yet. Of the workbook that came back, each cell that changed will stand here: what went out, what came, and what the book says now. Nothing is posted before it is ticked.</source>
        <translation>尚未比对。取回的工作簿中每个改动的单元格将列于此：导出时的值、取回时的值和账上现值。未勾选的一律不入账。</translation>
    </message>
</context>
<context>
    <name>DisputeLineDialog</name>
    <message>
        <source>Line</source>
        <translation>明细</translation>
    </message>
    <message>
        <source>What it is about, or how it was settled</source>
        <translation>争议内容，或解决办法</translation>
    </message>
    <message>
        <source>It is settled</source>
        <translation>已解决</translation>
    </message>
    <message>
        <source>Dispute a line</source>
        <translation>明细争议</translation>
    </message>
    <message>
        <source>The line stays open: only a document closes it</source>
        <translation>明细仍未了结：只有文件才能了结</translation>
    </message>
</context>
<context>
    <name>DissectDialog</name>
    <message>
        <source>After the pass, {number}</source>
        <translation>本层之后，{number}</translation>
    </message>
    <message>
        <source>Bottom, mm</source>
        <translation>底，mm</translation>
    </message>
    <message>
        <source>Depths</source>
        <translation>深度</translation>
    </message>
    <message>
        <source>Dissect {number}</source>
        <translation>解剖 {number}</translation>
    </message>
    <message>
        <source>Each interval keeps its depths, its pass and its light in its record</source>
        <translation>每个区间记录其深度、层次与光照</translation>
    </message>
    <message>
        <source>Gas</source>
        <translation>气体</translation>
    </message>
    <message>
        <source>Intervals, picked fragments and what was recovered</source>
        <translation>区间、挑出碎块与回收物</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>光照</translation>
    </message>
    <message>
        <source>Pass</source>
        <translation>层次</translation>
    </message>
    <message>
        <source>Picked</source>
        <translation>挑出</translation>
    </message>
    <message>
        <source>Stretches without material</source>
        <translation>无样区间</translation>
    </message>
    <message>
        <source>This pass</source>
        <translation>本层</translation>
    </message>
    <message>
        <source>Top, mm</source>
        <translation>顶，mm</translation>
    </message>
    <message>
        <source>What it is</source>
        <translation>是什么</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>地点</translation>
    </message>
    <message>
        <source>Without material</source>
        <translation>无样</translation>
    </message>
    <message>
        <source>is dissected wholly and retires</source>
        <translation>全部解剖完并终止</translation>
    </message>
    <message>
        <source>keeps its number and shrinks</source>
        <translation>保留编号，质量减少</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>是</translation>
    </message>
</context>
<context>
    <name>DissolveDialog</name>
    <message>
        <source>Pieces it becomes</source>
        <translation>分解成的样品</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>编号</translation>
    </message>
    <message>
        <source>Known pieces among them</source>
        <translation>其中已知的样品</translation>
    </message>
    <message>
        <source>Dissolve {number}</source>
        <translation>分解 {number}</translation>
    </message>
    <message>
        <source>{number} ends and becomes {numbers}</source>
        <translation>{number} 终止，成为 {numbers}</translation>
    </message>
    <message>
        <source>{number} finds them for ever</source>
        <translation>{number} 永远可找到它们</translation>
    </message>
    <message>
        <source>Nobody has it</source>
        <translation>下落不明</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>是</translation>
    </message>
</context>
<context>
    <name>DivideDialog</name>
    <message>
        <source>Numbers of the series</source>
        <translation>编号系列</translation>
    </message>
    <message>
        <source>Type, paste a block from a spreadsheet, or scan a container.   F2 edits, Ctrl+D fills down.</source>
        <translation>可键入、从电子表格粘贴，或扫描容器。   F2 编辑，Ctrl+D 向下填充。</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>编号</translation>
    </message>
    <message>
        <source>Form</source>
        <translation>形态</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Mass, {unit}</source>
        <translation>质量，{unit}</translation>
    </message>
    <message>
        <source>Container or place</source>
        <translation>容器或位置</translation>
    </message>
    <message>
        <source>Interior</source>
        <translation>内部</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>是</translation>
    </message>
</context>
<context>
    <name>DocumentInput</name>
    <message>
        <source>Choose the file of: {caption}</source>
        <translation>选择文件：{caption}</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>选择…</translation>
    </message>
    <message>
        <source>Reading {file}…</source>
        <translation>正在读取 {file}…</translation>
    </message>
    <message>
        <source>SHA-256 {digest}…</source>
        <translation>SHA-256 {digest}…</translation>
    </message>
    <message>
        <source>a file, or a record number</source>
        <translation>文件，或档号</translation>
    </message>
</context>
<context>
    <name>DocumentsTable</name>
    <message>
        <source>Kind</source>
        <translation>种类</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Checksum, SHA-256</source>
        <translation>校验和，SHA-256</translation>
    </message>
    <message>
        <source>Kept with</source>
        <translation>存于</translation>
    </message>
    <message>
        <source>Documents</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Open…</source>
        <translation>打开…</translation>
    </message>
    <message>
        <source>Where is {name}?</source>
        <translation>{name} 在哪里？</translation>
    </message>
    <message>
        <source>{file} is not the file that was kept as {name}: its checksum differs.</source>
        <translation>{file} 不是以 {name} 存档的文件：校验和不同。</translation>
    </message>
    <message>
        <source>{file}: its checksum agrees.</source>
        <translation>{file}：校验和一致。</translation>
    </message>
    <message>
        <source>{file} was kept without a checksum, so nobody can tell whether it is the same.</source>
        <translation>{file} 存档时没有校验和，无法判断是否为同一文件。</translation>
    </message>
</context>
<context>
    <name>DraftAgreementDialog</name>
    <message>
        <source>Agreement {code}, from {since} until {until}</source>
        <translation>协议 {code}，自 {since} 至 {until}</translation>
    </message>
    <message>
        <source>Approved on</source>
        <translation>批准日</translation>
    </message>
    <message>
        <source>Authorised official</source>
        <translation>授权负责人</translation>
    </message>
    <message>
        <source>Change draft {code}</source>
        <translation>更改草稿 {code}</translation>
    </message>
    <message>
        <source>Co-official</source>
        <translation>副负责人</translation>
    </message>
    <message>
        <source>Co-signer</source>
        <translation>联署人</translation>
    </message>
    <message>
        <source>Draft an agreement</source>
        <translation>起草协议</translation>
    </message>
    <message>
        <source>Draft an agreement with {name}</source>
        <translation>与 {name} 起草协议</translation>
    </message>
    <message>
        <source>From</source>
        <translation>起始日</translation>
    </message>
    <message>
        <source>Institution</source>
        <translation>机构</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Nothing is lent under it before it is signed</source>
        <translation>签署之前不得据此借出</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>编号</translation>
    </message>
    <message>
        <source>Remarks</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Responsible person</source>
        <translation>使用责任人</translation>
    </message>
    <message>
        <source>Security plan</source>
        <translation>保安方案</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>终止日</translation>
    </message>
    <message>
        <source>empty: the next of the year</source>
        <translation>留空：取本年度下一号</translation>
    </message>
    <message>
        <source>to be reviewed by</source>
        <translation>复核期限</translation>
    </message>
    <message>
        <source>usually {day}</source>
        <translation>通常至 {day}</translation>
    </message>
    <message>
        <source>Renews</source>
        <translation>续签自</translation>
    </message>
    <message>
        <source>Signed, it takes the place of {code}</source>
        <translation>签署后取代 {code}</translation>
    </message>
</context>
<context>
    <name>DrillDownPanel</name>
    <message>
        <source>Number</source>
        <translation>编号</translation>
    </message>
    <message>
        <source>Entry</source>
        <translation>条目</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Change, g</source>
        <translation>变化，g</translation>
    </message>
    <message>
        <source>Lines</source>
        <translation>分录</translation>
    </message>
    <message>
        <source>Behind {account}</source>
        <translation>{account}的来由</translation>
    </message>
    <message>
        <source>1 line, {figure}</source>
        <translation>1 条分录，{figure}</translation>
    </message>
    <message>
        <source>{count} lines, {figure}</source>
        <translation>{count} 条分录，{figure}</translation>
    </message>
    <message>
        <source>the newest {shown} of {count} lines, {figure}</source>
        <translation>{count} 条分录中最新的 {shown} 条，{figure}</translation>
    </message>
    <message>
        <source>the first {shown} of {count}</source>
        <translation>{count} 件中的前 {shown} 件</translation>
    </message>
    <message>
        <source>Unweighed pieces</source>
        <translation>未称量的样品</translation>
    </message>
</context>
<context>
    <name>EditorFindings</name>
    <message>
        <source>Line {row}: {text} is not in this store.</source>
        <translation>第 {row} 行：{text} 不在此库中。</translation>
    </message>
    <message>
        <source>Line {row}: {text} is the number of several pieces. Type one of {number}.</source>
        <translation>第 {row} 行：{text} 是多件的编号。请键入其一：{number}。</translation>
    </message>
    <message>
        <source>Line {row}: {text} is another name of {number}.</source>
        <translation>第 {row} 行：“{text}”是 {number} 的别名。</translation>
    </message>
    <message>
        <source>Use {number}</source>
        <translation>用 {number}</translation>
    </message>
    <message>
        <source>Line {row}: fill in a number, or what is wanted.</source>
        <translation>第 {row} 行：请填写编号，或所需材料。</translation>
    </message>
    <message>
        <source>Show line {row}</source>
        <translation>查看第 {row} 行</translation>
    </message>
    <message>
        <source>Line {row}: {number} is out on another line, {line}.</source>
        <translation>第 {row} 行：{number} 已在另一明细 {line} 上借出。</translation>
    </message>
    <message>
        <source>Go to {line}</source>
        <translation>转到 {line}</translation>
    </message>
</context>
<context>
    <name>EditorHead</name>
    <message>
        <source>Loans</source>
        <translation>借用</translation>
    </message>
    <message>
        <source>Not posted</source>
        <translation>未入账</translation>
    </message>
    <message>
        <source>Change…</source>
        <translation>修改…</translation>
    </message>
    <message>
        <source>Documents…</source>
        <translation>文件…</translation>
    </message>
    <message>
        <source>Given back</source>
        <translation>已归还</translation>
    </message>
    <message>
        <source>Enter who borrows…</source>
        <translation>录入借用人…</translation>
    </message>
    <message>
        <source>Borrower</source>
        <translation>借用人</translation>
    </message>
    <message>
        <source>Agreement</source>
        <translation>协议</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Purpose</source>
        <translation>用途</translation>
    </message>
    <message>
        <source>New loan</source>
        <translation>新借用</translation>
    </message>
    <message>
        <source>to {name}, {purpose}</source>
        <translation>借予 {name}，{purpose}</translation>
    </message>
    <message>
        <source>to {name}</source>
        <translation>借予 {name}</translation>
    </message>
    <message>
        <source>Nothing is lent without one</source>
        <translation>没有协议不能借出</translation>
    </message>
</context>
<context>
    <name>EditorSide</name>
    <message>
        <source>Asked of this piece</source>
        <translation>对该样品的申请</translation>
    </message>
    <message>
        <source>Borrower</source>
        <translation>借用人</translation>
    </message>
    <message>
        <source>Next step</source>
        <translation>下一步</translation>
    </message>
    <message>
        <source>Lender</source>
        <translation>出借方</translation>
    </message>
    <message>
        <source>History</source>
        <translation>历史</translation>
    </message>
    <message>
        <source>signed {day}</source>
        <translation>{day} 签署</translation>
    </message>
    <message>
        <source>until {day}</source>
        <translation>至 {day}</translation>
    </message>
    <message>
        <source>Agreement</source>
        <translation>协议</translation>
    </message>
    <message>
        <source>Here as</source>
        <translation>存放性质</translation>
    </message>
    <message>
        <source>Taken in</source>
        <translation>借入日期</translation>
    </message>
    <message>
        <source>Document</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Given back</source>
        <translation>已归还</translation>
    </message>
</context>
<context>
    <name>EmptyStore</name>
    <message>
        <source>This store is empty</source>
        <translation>样品库还是空的</translation>
    </message>
    <message>
        <source>Bring in the catalogue you have, or register a first sample. You can undo either.</source>
        <translation>导入现有目录，或登记第一件样品。两者都可撤销。</translation>
    </message>
    <message>
        <source>Or drop a file anywhere in this window.</source>
        <translation>也可将文件拖放到窗口任意处。</translation>
    </message>
    <message>
        <source>Nobody yet</source>
        <translation>尚未选择</translation>
    </message>
    <message>
        <source>Import a catalogue</source>
        <translation>导入目录</translation>
    </message>
    <message>
        <source>Excel, CSV or ODS. Every row is shown with a verdict before anything is written.</source>
        <translation>Excel、CSV 或 ODS。写入之前，每一行都显示判定结果。</translation>
    </message>
    <message>
        <source>Register the first sample</source>
        <translation>登记第一件样品</translation>
    </message>
    <message>
        <source>A bag, a bottle or a rock, with its number, mass and place.</source>
        <translation>一袋、一瓶或一块岩石，及其编号、质量和位置。</translation>
    </message>
    <message>
        <source>Look at the demonstration</source>
        <translation>查看演示库</translation>
    </message>
    <message>
        <source>A second store with published facts. Yours stays empty.</source>
        <translation>另一个库，载有已公布的资料。您的库保持空白。</translation>
    </message>
    <message>
        <source>Before the first sample</source>
        <translation>登记首件样品之前</translation>
    </message>
    <message>
        <source>The store</source>
        <translation>样品库</translation>
    </message>
    <message>
        <source>Who acts</source>
        <translation>操作员</translation>
    </message>
    <message>
        <source>Say who…</source>
        <translation>选择…</translation>
    </message>
    <message>
        <source>A collection</source>
        <translation>样品集</translation>
    </message>
    <message>
        <source>With its numbering and missions.</source>
        <translation>及其编号规则和任务。</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>选择…</translation>
    </message>
    <message>
        <source>Places</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>Rooms, cabinets, trays.</source>
        <translation>房间、柜、托盘。</translation>
    </message>
    <message>
        <source>Add…</source>
        <translation>添加…</translation>
    </message>
    <message>
        <source>A balance</source>
        <translation>天平</translation>
    </message>
    <message>
        <source>With its resolution and calibration.</source>
        <translation>及其分辨率和校准。</translation>
    </message>
    <message>
        <source>Set up…</source>
        <translation>设置…</translation>
    </message>
</context>
<context>
    <name>EndResponsibilityDialog</name>
    <message>
        <source>Document</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>End a responsibility</source>
        <translation>结束责任</translation>
    </message>
    <message>
        <source>How</source>
        <translation>缘由</translation>
    </message>
    <message>
        <source>Person</source>
        <translation>人员</translation>
    </message>
    <message>
        <source>What is out is asked back by {day}</source>
        <translation>借出的样品须于 {day} 前归还</translation>
    </message>
    <message>
        <source>What is out passes to {name} under agreement {code}, as it is</source>
        <translation>借出的样品按现状转由 {name} 依协议 {code} 负责</translation>
    </message>
    <message>
        <source>or back by</source>
        <translation>或归还期限</translation>
    </message>
    <message>
        <source>what is out is asked back</source>
        <translation>收回借出的样品</translation>
    </message>
    <message>
        <source>what is out passes to its responsible person</source>
        <translation>借出的样品转由其责任人负责</translation>
    </message>
    <message>
        <source>{name} answers for nothing from this day on</source>
        <translation>自此日起 {name} 不再承担责任</translation>
    </message>
    <message>
        <source>{name} answers for nothing more</source>
        <translation>{name} 不再承担责任</translation>
    </message>
</context>
<context>
    <name>EnterLoanDialog</name>
    <message>
        <source>Kind</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>编号</translation>
    </message>
    <message>
        <source>empty: the next of the year</source>
        <translation>留空：该年下一个编号</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>list, file or letter</source>
        <translation>清单、档案或信函</translation>
    </message>
    <message>
        <source>Purpose</source>
        <translation>用途</translation>
    </message>
    <message>
        <source>Mass</source>
        <translation>质量</translation>
    </message>
    <message>
        <source>Due</source>
        <translation>应还日</translation>
    </message>
    <message>
        <source>Remarks</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>a mass or a due day that nobody knows stays empty</source>
        <translation>无人知道的质量或应还日留空</translation>
    </message>
    <message>
        <source>Pieces</source>
        <translation>样品</translation>
    </message>
    <message>
        <source>Enter a loan of long ago</source>
        <translation>登记早年的借用</translation>
    </message>
    <message>
        <source>Unknown masses stay unknown, and undated lines are never overdue</source>
        <translation>未知质量仍为未知，无期限的明细不会逾期</translation>
    </message>
</context>
<context>
    <name>EntryDay</name>
    <message>
        <source>Day</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>The day cannot be read. Write it as 2026-05-13.</source>
        <translation>日期无法读取。请写成 2026-05-13。</translation>
    </message>
    <message>
        <source>Late entry: the rules are asked as of this day</source>
        <translation>补录：规则按此日询问</translation>
    </message>
</context>
<context>
    <name>EntryPanel</name>
    <message>
        <source>Copy the digest of this entry</source>
        <translation>复制本条目的摘要</translation>
    </message>
    <message>
        <source>Mass lines</source>
        <translation>质量分录</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>账户</translation>
    </message>
    <message>
        <source>Change, g</source>
        <translation>变化，g</translation>
    </message>
    <message>
        <source>Chain</source>
        <translation>链</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Select an entry to see what it moved.</source>
        <translation>选择条目，查看它的变动。</translation>
    </message>
    <message>
        <source>Entry {number}</source>
        <translation>条目 {number}</translation>
    </message>
    <message>
        <source>Redo what entry {number} tells</source>
        <translation>重做条目 {number} 所载的操作</translation>
    </message>
    <message>
        <source>Undo entry {number}</source>
        <translation>撤销条目 {number}</translation>
    </message>
    <message>
        <source>{act}…</source>
        <translation>{act}…</translation>
    </message>
    <message>
        <source>Show entry {number}</source>
        <translation>查看条目 {number}</translation>
    </message>
    <message>
        <source>This</source>
        <translation>本条</translation>
    </message>
    <message>
        <source>the store itself</source>
        <translation>样品库本身</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>前一条</translation>
    </message>
    <message>
        <source>Unweighed</source>
        <translation>未称量</translation>
    </message>
    <message>
        <source>Move back…</source>
        <translation>移回…</translation>
    </message>
    <message>
        <source>Bring back what this entry moved: it was away, and it came back</source>
        <translation>把该记录移走的移回原处：曾离开，又回来</translation>
    </message>
    <message>
        <source>Print this entry</source>
        <translation>打印此条目</translation>
    </message>
</context>
<context>
    <name>Events</name>
    <message>
        <source>{count} more</source>
        <translation>另有{count}项</translation>
    </message>
</context>
<context>
    <name>ExportCounts</name>
    <message>
        <source>1 row</source>
        <translation>1 行</translation>
    </message>
    <message>
        <source>{count} rows</source>
        <translation>{count} 行</translation>
    </message>
    <message>
        <source>1 column</source>
        <translation>1 列</translation>
    </message>
    <message>
        <source>{count} columns</source>
        <translation>{count} 列</translation>
    </message>
    <message>
        <source>1 page is in {file}</source>
        <translation>1 页已写入 {file}</translation>
    </message>
    <message>
        <source>{count} pages are in {file}</source>
        <translation>{count} 页已写入 {file}</translation>
    </message>
    <message>
        <source>1 row is in {file}</source>
        <translation>1 行已写入 {file}</translation>
    </message>
    <message>
        <source>{count} rows are in {file}</source>
        <translation>{count} 行已写入 {file}</translation>
    </message>
</context>
<context>
    <name>ExportDialog</name>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Choose all</source>
        <translation>全选</translation>
    </message>
    <message>
        <source>None</source>
        <translation>全不选</translation>
    </message>
    <message>
        <source>Choose none</source>
        <translation>全不选</translation>
    </message>
    <message>
        <source>Move the column up</source>
        <translation>将该列上移</translation>
    </message>
    <message>
        <source>Move the column down</source>
        <translation>将该列下移</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>格式</translation>
    </message>
    <message>
        <source>Open when done</source>
        <translation>完成后打开</translation>
    </message>
    <message>
        <source>Change…</source>
        <translation>更改…</translation>
    </message>
    <message>
        <source>Open the folder</source>
        <translation>打开文件夹</translation>
    </message>
    <message>
        <source>As of</source>
        <translation>截至</translation>
    </message>
    <message>
        <source>Export {report} to {format}</source>
        <translation>将{report}导出为 {format}</translation>
    </message>
    <message>
        <source>Choose at least one column.</source>
        <translation>请至少选择一列。</translation>
    </message>
    <message>
        <source>reading</source>
        <translation>正在读取</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Stopped. No file was written.</source>
        <translation>已停止，没有生成文件。</translation>
    </message>
    <message>
        <source>first {shown} of {rows}</source>
        <translation>{rows}中的前 {shown} 行</translation>
    </message>
    <message>
        <source>Open the file</source>
        <translation>打开文件</translation>
    </message>
    <message>
        <source>Write the report to</source>
        <translation>报表写入</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>列</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>预览</translation>
    </message>
    <message>
        <source>Select the one piece it is about first.</source>
        <translation>请先选中这份报告所针对的一件样品。</translation>
    </message>
    <message>
        <source>Excel (*.xlsx);;CSV (*.csv);;PDF (*.pdf);;HTML (*.html)</source>
        <translation>Excel (*.xlsx);;CSV (*.csv);;PDF (*.pdf);;HTML (*.html)</translation>
    </message>
</context>
<context>
    <name>ExportToEditDialog</name>
    <message>
        <source>Export to edit</source>
        <translation>导出编辑</translation>
    </message>
    <message>
        <source>The lab itself</source>
        <translation>实验室</translation>
    </message>
    <message>
        <source>The columns ticked below can be edited in Excel; all else is locked. Nothing is posted before you have taken the workbook back and seen every difference.</source>
        <translation>下方勾选的列可在 Excel 中编辑，其余均已锁定。在您取回工作簿并查看每一处差异之前，不会记入任何内容。</translation>
    </message>
    <message>
        <source>What the borrower writes comes back as the borrower&apos;s word: a mass as reported through its loan line.</source>
        <translation>借用人所写作为其说法收回：质量经借用明细作为报告保存。</translation>
    </message>
    <message>
        <source>Change…</source>
        <translation>更改…</translation>
    </message>
    <message>
        <source>All pieces held there</source>
        <translation>所持全部样品</translation>
    </message>
    <message>
        <source>Choose at least one column.</source>
        <translation>请至少选择一列。</translation>
    </message>
    <message>
        <source>Write the workbook</source>
        <translation>写出工作簿</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>{rows} rows to edit are in {file}</source>
        <translation>{file} 中有 {rows} 行供编辑</translation>
    </message>
    <message>
        <source>Stopped. No file was written.</source>
        <translation>已停止，没有写出文件。</translation>
    </message>
    <message>
        <source>Write the workbook to</source>
        <translation>将工作簿写入</translation>
    </message>
    <message>
        <source>1 row to edit is in {file}</source>
        <translation>{file} 中有 1 行可编辑</translation>
    </message>
    <message>
        <source>{told}. Edit its white cells, save it, and bring it back by “Take a workbook back…”.</source>
        <translation>{told}。编辑其中的白色单元格并保存，然后用“取回工作簿…”带回。</translation>
    </message>
    <message>
        <source>Open the folder</source>
        <translation>打开文件夹</translation>
    </message>
    <message>
        <source>Open the file</source>
        <translation>打开文件</translation>
    </message>
    <message>
        <source>Filled in by</source>
        <translation>填写人</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>行</translation>
    </message>
    <message>
        <source>Columns to edit</source>
        <translation>可编辑的列</translation>
    </message>
</context>
<context>
    <name>ExposeDialog</name>
    <message>
        <source>What was met</source>
        <translation>接触了什么</translation>
    </message>
    <message>
        <source>More exactly</source>
        <translation>具体说明</translation>
    </message>
    <message>
        <source>the saw, the room, the solvent by name</source>
        <translation>锯、房间或溶剂的名称</translation>
    </message>
    <message>
        <source>How much of it</source>
        <translation>波及范围</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>地点</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>至</translation>
    </message>
    <message>
        <source>empty: not stated</source>
        <translation>留空：未说明</translation>
    </message>
    <message>
        <source>Temperature</source>
        <translation>温度</translation>
    </message>
    <message>
        <source>in K or °C</source>
        <translation>以K或°C计</translation>
    </message>
    <message>
        <source>Condition from then on</source>
        <translation>此后的状态</translation>
    </message>
    <message>
        <source>Daughters from the interior</source>
        <translation>来自内部的子样</translation>
    </message>
    <message>
        <source>numbers of those it did not reach, between semicolons</source>
        <translation>未被波及者的编号，以分号分隔</translation>
    </message>
    <message>
        <source>Evidence</source>
        <translation>依据</translation>
    </message>
    <message>
        <source>where this is written, or why it is known</source>
        <translation>记载何处，或如何得知</translation>
    </message>
    <message>
        <source>Record an exposure of {what}</source>
        <translation>记录{what}的暴露</translation>
    </message>
    <message>
        <source>Record that {what} met {met}</source>
        <translation>记录{what}接触{met}</translation>
    </message>
    <message>
        <source>Later daughters inherit it, unless they are stated to come from the interior</source>
        <translation>此后的子样继承，除非注明来自内部</translation>
    </message>
    <message>
        <source>Later daughters inherit it</source>
        <translation>此后的子样继承</translation>
    </message>
    <message>
        <source>Condition becomes: {condition}</source>
        <translation>状态变为：{condition}</translation>
    </message>
    <message>
        <source>all in {place}</source>
        <translation>{place}内全部样品</translation>
    </message>
</context>
<context>
    <name>ExtendLinesDialog</name>
    <message>
        <source>New due day</source>
        <translation>新到期日</translation>
    </message>
    <message>
        <source>Asked by</source>
        <translation>申请人</translation>
    </message>
    <message>
        <source>Approved by</source>
        <translation>批准人</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>理由</translation>
    </message>
    <message>
        <source>Extend lines</source>
        <translation>延长借期</translation>
    </message>
    <message>
        <source>The lines fall due on {day}</source>
        <translation>明细于{day}到期</translation>
    </message>
    <message>
        <source>The day before stays in their record; a recall of them ends</source>
        <translation>原到期日留存于记录；对其召回随之终止</translation>
    </message>
</context>
<context>
    <name>Faults</name>
    <message>
        <source>Copy report</source>
        <translation>复制报告</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Something stands in the way</source>
        <translation>有事妨碍</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>报告</translation>
    </message>
    <message>
        <source>The program is at fault. Look in the journal for whether your last act was posted, and verify the journal. The report carries no sample data.</source>
        <translation>程序出错。请在日志中查看最后一次操作是否已入账，并校验日志。报告中没有样品数据。</translation>
    </message>
</context>
<context>
    <name>FieldChoice</name>
    <message>
        <source>Field</source>
        <translation>字段</translation>
    </message>
</context>
<context>
    <name>FieldInputs</name>
    <message>
        <source>{what}, {unit}</source>
        <translation>{what}，{unit}</translation>
    </message>
</context>
<context>
    <name>Figures</name>
    <message>
        <source>Due, lines by month</source>
        <translation>各月到期的明细</translation>
    </message>
    <message>
        <source>Calendar</source>
        <translation>日历</translation>
    </message>
    <message>
        <source>Inventory round</source>
        <translation>年度清点</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>On loan</source>
        <translation>借出</translation>
    </message>
    <message>
        <source>Who holds most</source>
        <translation>持有最多者</translation>
    </message>
    <message>
        <source>open lines</source>
        <translation>未结明细</translation>
    </message>
    <message>
        <source>out of house</source>
        <translation>在外质量</translation>
    </message>
    <message>
        <source>borrowers</source>
        <translation>借用人</translation>
    </message>
    <message>
        <source>others</source>
        <translation>其他</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>不详</translation>
    </message>
    <message>
        <source>Complete</source>
        <translation>已完成</translation>
    </message>
    <message>
        <source>Unanswered</source>
        <translation>未答复</translation>
    </message>
    <message>
        <source>{code}: answers by {day}. Whoever has not answered gets no new loan.</source>
        <translation>{code}：请于 {day} 前答复。未答复者不得再借用。</translation>
    </message>
</context>
<context>
    <name>FileAsking</name>
    <message>
        <source>Tables (*.xlsx *.xlsm *.xls *.ods *.csv *.tsv *.tab *.psv *.txt);;All files (*)</source>
        <translation>表格 (*.xlsx *.xlsm *.xls *.ods *.csv *.tsv *.tab *.psv *.txt);;所有文件 (*)</translation>
    </message>
    <message>
        <source>Choose a file to import</source>
        <translation>选择要导入的文件</translation>
    </message>
    <message>
        <source>Save the rows left out</source>
        <translation>保存略过的行</translation>
    </message>
    <message>
        <source>Excel (*.xlsx)</source>
        <translation>Excel (*.xlsx)</translation>
    </message>
    <message>
        <source>Saved {file}</source>
        <translation>已保存 {file}</translation>
    </message>
</context>
<context>
    <name>FileDraft</name>
    <message>
        <source>{file} was changed since {time}. What was said of it then counts no more.</source>
        <translation>{file} 自 {time} 以来已被更改，当时所作的说明不再有效。</translation>
    </message>
    <message>
        <source>{file} was left at {time} and not posted.</source>
        <translation>{file} 上次停在 {time}，尚未登记。</translation>
    </message>
</context>
<context>
    <name>FilesInput</name>
    <message>
        <source>Choose…</source>
        <translation>选择…</translation>
    </message>
    <message>
        <source>Choose the files of: {caption}</source>
        <translation>选择文件：{caption}</translation>
    </message>
    <message>
        <source>Reading {count} files…</source>
        <translation>正在读取 {count} 个文件…</translation>
    </message>
    <message>
        <source>Reading 1 file…</source>
        <translation>正在读取 1 个文件…</translation>
    </message>
    <message>
        <source>{sealed} of {count} with their checksum</source>
        <translation>{count} 个中 {sealed} 个附校验和</translation>
    </message>
    <message>
        <source>files, or numbers with a semicolon between them</source>
        <translation>文件，或以分号分隔的编号</translation>
    </message>
</context>
<context>
    <name>FilterBar</name>
    <message>
        <source>Place, code, borrower</source>
        <translation>位置、代码、借用方</translation>
    </message>
    <message>
        <source>Not empty</source>
        <translation>非空</translation>
    </message>
    <message>
        <source>Sealed</source>
        <translation>密封</translation>
    </message>
    <message>
        <source>In air</source>
        <translation>在空气中</translation>
    </message>
    <message>
        <source>Retired</source>
        <translation>已停用</translation>
    </message>
    <message>
        <source>Number, name, class, remark</source>
        <translation>编号、名称、类别、备注</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>筛选</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>列</translation>
    </message>
    <message>
        <source>Not reconciled</source>
        <translation>未核对</translation>
    </message>
    <message>
        <source>Mass unknown</source>
        <translation>质量不详</translation>
    </message>
    <message>
        <source>Exists</source>
        <translation>存在</translation>
    </message>
</context>
<context>
    <name>FindAgainDialog</name>
    <message>
        <source>Found</source>
        <translation>找回</translation>
    </message>
    <message>
        <source>empty: all that was lost</source>
        <translation>留空：全部遗失部分</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>报告</translation>
    </message>
    <message>
        <source>It stays with the borrower</source>
        <translation>留在借用人处</translation>
    </message>
    <message>
        <source>It weighs</source>
        <translation>称得</translation>
    </message>
    <message>
        <source>empty: not weighed</source>
        <translation>留空：未称量</translation>
    </message>
    <message>
        <source>Balance</source>
        <translation>质量账</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>编号</translation>
    </message>
    <message>
        <source>empty: the next of its family</source>
        <translation>留空：同族下一编号</translation>
    </message>
    <message>
        <source>Goes to</source>
        <translation>放入</translation>
    </message>
    <message>
        <source>empty: as the policy says</source>
        <translation>留空：按制度</translation>
    </message>
    <message>
        <source>Why there</source>
        <translation>为何放那里</translation>
    </message>
    <message>
        <source>Number, mass and description were compared</source>
        <translation>编号、质量和描述已核对</translation>
    </message>
    <message>
        <source>Remarks</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Find again what was lost on a line</source>
        <translation>找回明细上遗失的部分</translation>
    </message>
    <message>
        <source>The case of the loss stays open until somebody closes it</source>
        <translation>遗失事件保持未结，直到有人结束它</translation>
    </message>
    <message>
        <source>The borrower answers for it again</source>
        <translation>借用人重新对其负责</translation>
    </message>
</context>
<context>
    <name>FindingStrip</name>
    <message>
        <source>Why</source>
        <translation>说明原因</translation>
    </message>
    <message>
        <source>Why: rule {rule} in the manual</source>
        <translation>原因：手册中的规则 {rule}</translation>
    </message>
</context>
<context>
    <name>FindingsPane</name>
    <message>
        <source>Findings</source>
        <translation>检查结果</translation>
    </message>
    <message>
        <source>{count} more</source>
        <translation>另有 {count} 项</translation>
    </message>
    <message>
        <source>Nothing stands in the way of what is filled in here.</source>
        <translation>此处所填内容没有阻碍。</translation>
    </message>
    <message>
        <source>No rule has been asked yet.</source>
        <translation>尚未核对任何规则。</translation>
    </message>
    <message>
        <source>One reason for all {count} of this kind.</source>
        <translation>此类共 {count} 项，一个原因即可。</translation>
    </message>
    <message>
        <source>{count} in the way</source>
        <translation>{count} 项阻碍</translation>
    </message>
    <message>
        <source>{count} to give a reason for</source>
        <translation>{count} 项需说明理由</translation>
    </message>
    <message>
        <source>The rules are asked without 1 red row.</source>
        <translation>询问规则时未计 1 个红色行。</translation>
    </message>
    <message>
        <source>The rules are asked without {count} red rows.</source>
        <translation>询问规则时未计 {count} 个红色行。</translation>
    </message>
</context>
<context>
    <name>FirstStartDialog</name>
    <message>
        <source>Make a new store</source>
        <translation>新建样品库</translation>
    </message>
    <message>
        <source>Make the store</source>
        <translation>建库</translation>
    </message>
    <message>
        <source>Make the store with 1 collection</source>
        <translation>建库，含 1 个馆藏</translation>
    </message>
    <message>
        <source>Make the store with {count} collections</source>
        <translation>建库，含 {count} 个馆藏</translation>
    </message>
    <message>
        <source>Everything is kept in one file on your own disk. What you say here can be added to later.</source>
        <translation>一切都保存在您磁盘上的一个文件里。这里所填的以后可以补充。</translation>
    </message>
    <message>
        <source>It becomes the first place: the site in which all others stand.</source>
        <translation>它成为第一个位置：其他位置都在这个场所之内。</translation>
    </message>
    <message>
        <source>Name of the laboratory</source>
        <translation>实验室名称</translation>
    </message>
    <message>
        <source>The journal names you with every act. More people are added under Operators.</source>
        <translation>日志在每次操作中记下您的姓名。其他人在“操作员”中添加。</translation>
    </message>
    <message>
        <source>Your name</source>
        <translation>您的姓名</translation>
    </message>
    <message>
        <source>Collections you keep</source>
        <translation>所保管的馆藏</translation>
    </message>
    <message>
        <source>Each brings its way of numbering and its missions. The others can be opened later.</source>
        <translation>每个馆藏带有编号方案和任务。其余的以后可以开设。</translation>
    </message>
    <message>
        <source>File of the store</source>
        <translation>库文件</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>选择…</translation>
    </message>
    <message>
        <source>Stores (*.lunar)</source>
        <translation>样品库 (*.lunar)</translation>
    </message>
    <message>
        <source>Missing: {what}</source>
        <translation>缺少：{what}</translation>
    </message>
    <message>
        <source>Name the folder too, from its beginning.</source>
        <translation>请写出完整的文件夹路径。</translation>
    </message>
    <message>
        <source>Windows takes no file of this name. Choose another one.</source>
        <translation>Windows 不接受此文件名，请另选一个。</translation>
    </message>
    <message>
        <source>There is such a file already. Choose another name, or open that store.</source>
        <translation>已有这个文件。请另取名称，或打开那个库。</translation>
    </message>
    <message>
        <source>There is no such folder. Choose another one.</source>
        <translation>没有这个文件夹。请另选。</translation>
    </message>
    <message>
        <source>This folder may be gone after a restart. Choose one that stays.</source>
        <translation>该文件夹在重新启动后可能不复存在，请选择长期保留的文件夹。</translation>
    </message>
</context>
<context>
    <name>FormBoxes</name>
    <message>
        <source>comma  ,</source>
        <translation>逗号  ,</translation>
    </message>
    <message>
        <source>semicolon  ;</source>
        <translation>分号  ;</translation>
    </message>
    <message>
        <source>tab</source>
        <translation>制表符</translation>
    </message>
    <message>
        <source>bar  |</source>
        <translation>竖线  |</translation>
    </message>
    <message>
        <source>space</source>
        <translation>空格</translation>
    </message>
    <message>
        <source>colon  :</source>
        <translation>冒号  :</translation>
    </message>
    <message>
        <source>quotation mark  &quot;</source>
        <translation>双引号  &quot;</translation>
    </message>
    <message>
        <source>apostrophe  &apos;</source>
        <translation>单引号  &apos;</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Encoding</source>
        <translation>编码</translation>
    </message>
    <message>
        <source>Columns parted by</source>
        <translation>列分隔符</translation>
    </message>
    <message>
        <source>Cells quoted by</source>
        <translation>引号</translation>
    </message>
    <message>
        <source>GB 18030, simplified Chinese</source>
        <translation>GB 18030，简体中文</translation>
    </message>
    <message>
        <source>Big5, traditional Chinese</source>
        <translation>Big5，繁体中文</translation>
    </message>
    <message>
        <source>Windows 932, Japanese</source>
        <translation>Windows 932，日文</translation>
    </message>
    <message>
        <source>EUC-KR, Korean</source>
        <translation>EUC-KR，韩文</translation>
    </message>
    <message>
        <source>Windows 1252, western Europe</source>
        <translation>Windows 1252，西欧</translation>
    </message>
    <message>
        <source>Windows 1250, central Europe</source>
        <translation>Windows 1250，中欧</translation>
    </message>
    <message>
        <source>Windows 1251, Cyrillic</source>
        <translation>Windows 1251，西里尔文</translation>
    </message>
    <message>
        <source>Mac OS Roman</source>
        <translation>Mac OS Roman，西欧</translation>
    </message>
</context>
<context>
    <name>FormDialog</name>
    <message>
        <source>empty: not known</source>
        <translation>留空：不详</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>It was kept at {time} and not posted.</source>
        <translation>草稿保存于 {time}，尚未登记。</translation>
    </message>
    <message>
        <source>Draft kept {time}</source>
        <translation>草稿保存于 {time}</translation>
    </message>
    <message>
        <source>A late entry counts on its day. Weighings made later keep what they read, and where a later entry stands in the way, it is named.</source>
        <translation>补录的条目自其当日起计。之后的称量保持所读数值；若有较晚的条目构成妨碍，会指明是哪一条。</translation>
    </message>
</context>
<context>
    <name>Frame</name>
    <message>
        <source>Lunar Curator</source>
        <translation>Lunar Curator</translation>
    </message>
</context>
<context>
    <name>FreezeDialog</name>
    <message>
        <source>Kept at</source>
        <translation>保存温度</translation>
    </message>
    <message>
        <source>in K or °C</source>
        <translation>以K或°C计</translation>
    </message>
    <message>
        <source>Freezer</source>
        <translation>冷冻柜</translation>
    </message>
    <message>
        <source>empty: it stays where it is</source>
        <translation>留空：位置不变</translation>
    </message>
    <message>
        <source>Evidence</source>
        <translation>依据</translation>
    </message>
    <message>
        <source>Put {what} into the cold</source>
        <translation>冷冻保存{what}</translation>
    </message>
    <message>
        <source>Kept at {temperature} from that day on</source>
        <translation>自该日起保存于{temperature}</translation>
    </message>
    <message>
        <source>Stands in {place}; its home place stays</source>
        <translation>存于{place}；固定位置不变</translation>
    </message>
    <message>
        <source>What was pristine is frozen; what was exposed before gets no better</source>
        <translation>原始样品变为冷冻；此前暴露者状态不会变好</translation>
    </message>
</context>
<context>
    <name>GiveBackDialog</name>
    <message>
        <source>Loan in</source>
        <translation>借入</translation>
    </message>
    <message>
        <source>empty: all that are still here</source>
        <translation>留空：全部仍在此的样品</translation>
    </message>
    <message>
        <source>Pieces</source>
        <translation>样品</translation>
    </message>
    <message>
        <source>Taken by</source>
        <translation>接收人</translation>
    </message>
    <message>
        <source>Receipt</source>
        <translation>收据</translation>
    </message>
    <message>
        <source>Give back what was lent to us</source>
        <translation>归还他方样品</translation>
    </message>
    <message>
        <source>Title and mass leave the book of their owner; the record stays</source>
        <translation>权属与质量自其账册转出；记录保留</translation>
    </message>
</context>
<context>
    <name>GridInput</name>
    <message>
        <source>No column takes {texts} and {count} more of what was pasted.</source>
        <translation>粘贴的内容中，{texts} 及另外 {count} 项没有可填的列。</translation>
    </message>
    <message>
        <source>No column takes {texts} of what was pasted.</source>
        <translation>粘贴的内容中，{texts} 没有可填的列。</translation>
    </message>
</context>
<context>
    <name>GridView</name>
    <message>
        <source>Take the row out</source>
        <translation>移出此行</translation>
    </message>
</context>
<context>
    <name>HandOverDialog</name>
    <message>
        <source>Given by</source>
        <translation>交出人</translation>
    </message>
    <message>
        <source>Taken by</source>
        <translation>接收人</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>local, such as 14:30</source>
        <translation>当地时间，如 14:30</translation>
    </message>
    <message>
        <source>not looked at</source>
        <translation>未检查</translation>
    </message>
    <message>
        <source>intact</source>
        <translation>完好</translation>
    </message>
    <message>
        <source>broken</source>
        <translation>已破</translation>
    </message>
    <message>
        <source>Seals</source>
        <translation>封条</translation>
    </message>
    <message>
        <source>Remarks</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Hand a shipment over</source>
        <translation>交接货运</translation>
    </message>
    <message>
        <source>The chain of custody has one more link; nothing moves in the book</source>
        <translation>监管链增加一环；账目不变</translation>
    </message>
</context>
<context>
    <name>HeadActions</name>
    <message>
        <source>Register…</source>
        <translation>登记…</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>导入…</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>This store is only read here.</source>
        <translation>此处只能读取样品库。</translation>
    </message>
    <message>
        <source>Nothing can be posted while another day is shown.</source>
        <translation>查看其他日期时不能登记。</translation>
    </message>
</context>
<context>
    <name>HistoryDialog</name>
    <message>
        <source>Enter a history</source>
        <translation>录入历史</translation>
    </message>
    <message>
        <source>Enter from this day on</source>
        <translation>从这一天起录入</translation>
    </message>
    <message>
        <source>For old papers, act by act. Every act begins with the day reached and names the paper, until you end it.</source>
        <translation>用于旧档案的逐条录入。在您结束之前，每次操作都从当前日期开始，并注明档案出处。</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>The paper, book or list this is taken from; every entry names it.</source>
        <translation>所依据的文件、册子或清单；每一条记录都会注明。</translation>
    </message>
    <message>
        <source>A late entry counts on its day. Weighings made later keep what they read, and where a later entry stands in the way, it is named.</source>
        <translation>补录的条目自其当日起计。之后的称量保持所读数值；若有较晚的条目构成妨碍，会指明是哪一条。</translation>
    </message>
    <message>
        <source>Draft kept {time}</source>
        <translation>草稿保存于 {time}</translation>
    </message>
    <message>
        <source>It had come to {day} at {time}.</source>
        <translation>在 {time} 时录到 {day}。</translation>
    </message>
    <message>
        <source>You were entering a history.</source>
        <translation>您此前正在补录历史。</translation>
    </message>
    <message>
        <source>1972-03-10, March 1972, about 1974, unknown</source>
        <translation>1972-03-10、1972年3月、约1974年、不详</translation>
    </message>
    <message>
        <source>Paper sheet no.</source>
        <translation>单据编号</translation>
    </message>
    <message>
        <source>Counts on by one with each act; leave it empty where sheets have no number.</source>
        <translation>每录入一项操作自动加一；单据无编号时留空。</translation>
    </message>
    <message>
        <source>A sheet has a whole number, such as 12.</source>
        <translation>单据编号为整数，例如 12。</translation>
    </message>
</context>
<context>
    <name>ImportDialog</name>
    <message>
        <source>Import</source>
        <translation>导入</translation>
    </message>
    <message>
        <source>the clipboard</source>
        <translation>剪贴板</translation>
    </message>
    <message>
        <source>Another version kept this in another way. Choose the file and begin anew.</source>
        <translation>这是另一个版本以另一种方式保存的。请选择文件，重新开始。</translation>
    </message>
    <message>
        <source>This list reads otherwise now. Look at its columns again.</source>
        <translation>这份清单现在的读法不同了，请再看一遍各列。</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>Import  {file}</source>
        <translation>导入  {file}</translation>
    </message>
</context>
<context>
    <name>ImportPanel</name>
    <message>
        <source>Row {row}</source>
        <translation>第 {row} 行</translation>
    </message>
    <message>
        <source>The day on which a mission’s material was first opened. Rows with a day of their own keep it.</source>
        <translation>任务的样品首次开启的日期。自带日期的行保留其日期。</translation>
    </message>
    <message>
        <source>The first pieces as they will stand</source>
        <translation>前几件样品导入后的样子</translation>
    </message>
    <message>
        <source>Taken for</source>
        <translation>视为</translation>
    </message>
    <message>
        <source>Shape</source>
        <translation>形状</translation>
    </message>
    <message>
        <source>Collection</source>
        <translation>样品集</translation>
    </message>
    <message>
        <source>Effective from</source>
        <translation>生效日</translation>
    </message>
    <message>
        <source>The file</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Recognised as</source>
        <translation>识别为</translation>
    </message>
</context>
<context>
    <name>InstitutionsDialog</name>
    <message>
        <source>A new institution</source>
        <translation>新机构</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>地址</translation>
    </message>
    <message>
        <source>Change {name}</source>
        <translation>更改 {name}</translation>
    </message>
    <message>
        <source>Country</source>
        <translation>国家</translation>
    </message>
    <message>
        <source>Does not borrow any more</source>
        <translation>不再借用</translation>
    </message>
    <message>
        <source>Enter an institution</source>
        <translation>登记机构</translation>
    </message>
    <message>
        <source>Enter {name}</source>
        <translation>登记 {name}</translation>
    </message>
    <message>
        <source>Institutions</source>
        <translation>机构</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Nothing new is agreed with it without a reason; what is out stays out</source>
        <translation>无充分理由不再与其订立新协议；已借出的不受影响</translation>
    </message>
    <message>
        <source>Other names</source>
        <translation>其他名称</translation>
    </message>
    <message>
        <source>Remarks</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>in other scripts and languages, with a semicolon between them</source>
        <translation>其他文字或语言的名称，以分号分隔</translation>
    </message>
    <message>
        <source>no longer borrows</source>
        <translation>不再借用</translation>
    </message>
    <message>
        <source>{name}: {type}</source>
        <translation>{name}：{type}</translation>
    </message>
    <message>
        <source>Nothing is changed yet</source>
        <translation>尚无更改</translation>
    </message>
</context>
<context>
    <name>IssueLinesDialog</name>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Line</source>
        <translation>明细</translation>
    </message>
    <message>
        <source>Piece</source>
        <translation>样品</translation>
    </message>
    <message>
        <source>Due</source>
        <translation>到期日</translation>
    </message>
    <message>
        <source>Signed assignment</source>
        <translation>已签的样品交付单</translation>
    </message>
    <message>
        <source>Sample certificate</source>
        <translation>样品证书</translation>
    </message>
    <message>
        <source>due empty: as long as the policy lends</source>
        <translation>到期日留空：按规定的最长期限</translation>
    </message>
    <message>
        <source>Lines</source>
        <translation>明细</translation>
    </message>
    <message>
        <source>Issue lines</source>
        <translation>发出样品</translation>
    </message>
    <message>
        <source>The pieces are in transit until somebody signs for them</source>
        <translation>样品在签收之前处于在途状态</translation>
    </message>
    <message>
        <source>Their mass stays in the book, on loan; their places stay reserved</source>
        <translation>其质量仍在账上，记为借出；原位置保留</translation>
    </message>
</context>
<context>
    <name>JournalFilterBar</name>
    <message>
        <source>Act, number, name, reason</source>
        <translation>操作、编号、名称、原因</translation>
    </message>
    <message>
        <source>Anyone</source>
        <translation>所有人</translation>
    </message>
    <message>
        <source>Any kind</source>
        <translation>所有种类</translation>
    </message>
    <message>
        <source>This week</source>
        <translation>本周</translation>
    </message>
    <message>
        <source>Warnings</source>
        <translation>有警告</translation>
    </message>
    <message>
        <source>Late entries</source>
        <translation>补登</translation>
    </message>
    <message>
        <source>Undone</source>
        <translation>已撤销</translation>
    </message>
</context>
<context>
    <name>JournalRoom</name>
    <message>
        <source>Verify</source>
        <translation>验证</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>Entry</source>
        <translation>条目</translation>
    </message>
    <message>
        <source>When</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>事项</translation>
    </message>
    <message>
        <source>By</source>
        <translation>操作员</translation>
    </message>
    <message>
        <source>Marks</source>
        <translation>标记</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Nothing matches</source>
        <translation>没有符合的</translation>
    </message>
    <message>
        <source>Nothing is in the journal yet</source>
        <translation>日志还是空的</translation>
    </message>
    <message>
        <source>Every act is written here, from the first: who, when, why, and what it moved.</source>
        <translation>从第一项起，每项操作都写在这里：何人、何时、为何，以及变动了什么。</translation>
    </message>
    <message>
        <source>Clear filters</source>
        <translation>清除筛选</translation>
    </message>
    <message>
        <source>Journal</source>
        <translation>日志</translation>
    </message>
    <message>
        <source>Entry {number}</source>
        <translation>条目 {number}</translation>
    </message>
    <message>
        <source>No entry has all that is chosen above.</source>
        <translation>没有条目符合上面所选的全部条件。</translation>
    </message>
    <message>
        <source>No entry has “{text}” among its acts, sample numbers, places, codes, people, documents and reasons. A sample number of figures is found whole; masses and days are not searched.</source>
        <translation>没有条目的操作、样品编号、位置、代码、人员、文件或原因中含有“{text}”。纯数字的样品编号须完整输入；质量和日期不在搜索之列。</translation>
    </message>
    <message>
        <source>Only entries with all that is chosen above were searched.</source>
        <translation>仅搜索了符合上面所选全部条件的条目。</translation>
    </message>
    <message>
        <source>{count} entries</source>
        <translation>{count} 个条目</translation>
    </message>
    <message>
        <source>1 entry</source>
        <translation>1 个条目</translation>
    </message>
    <message>
        <source>{found} of {count} entries</source>
        <translation>{count} 个条目中的 {found} 个</translation>
    </message>
    <message>
        <source>{found} of 1 entry</source>
        <translation>1 个条目中的 {found} 个</translation>
    </message>
    <message>
        <source>As of {day}: the entries that take effect by that day, whenever they were recorded. Later ones are listed again today.</source>
        <translation>截至 {day}：列出至该日已生效的记录，不论何时登记。返回今天后即列出其后的记录。</translation>
    </message>
    <message>
        <source>Looking through {count} entries…</source>
        <translation>正在查看 {count} 条记录…</translation>
    </message>
</context>
<context>
    <name>JournalTable</name>
    <message>
        <source>Entries</source>
        <translation>条目</translation>
    </message>
</context>
<context>
    <name>KeepButton</name>
    <message>
        <source>Replace</source>
        <translation>替换</translation>
    </message>
</context>
<context>
    <name>KeptLine</name>
    <message>
        <source>Begin anew</source>
        <translation>重新开始</translation>
    </message>
    <message>
        <source>Discards the draft</source>
        <translation>放弃草稿</translation>
    </message>
    <message>
        <source>Draft kept {hour}</source>
        <translation>草稿保存于 {hour}</translation>
    </message>
</context>
<context>
    <name>KeyBoxes</name>
    <message>
        <source>Number</source>
        <translation>编号</translation>
    </message>
    <message>
        <source>Parent</source>
        <translation>母样</translation>
    </message>
    <message>
        <source>Make parents that are neither in the list nor in the book</source>
        <translation>建立既不在清单中也不在账中的母样</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>and {column}</source>
        <translation>再加 {column}</translation>
    </message>
    <message>
        <source>Write several columns as [Core]-[Piece], with what stands between them.</source>
        <translation>多列请写成 [岩芯]-[样品]，并写出其间的连接符。</translation>
    </message>
</context>
<context>
    <name>Keys</name>
    <message>
        <source>Action</source>
        <translation>操作</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>按键</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>菜单</translation>
    </message>
</context>
<context>
    <name>LabelsDialog</name>
    <message>
        <source>Print</source>
        <translation>打印</translation>
    </message>
    <message>
        <source>First free label on the sheet</source>
        <translation>页上第一个空标签</translation>
    </message>
    <message>
        <source>Print 1 label</source>
        <translation>打印 1 张标签</translation>
    </message>
    <message>
        <source>Print {count} labels</source>
        <translation>打印 {count} 张标签</translation>
    </message>
    <message>
        <source>None of these pieces has a number to print.</source>
        <translation>这些样品都没有可打印的编号。</translation>
    </message>
    <message>
        <source>{codes} and more</source>
        <translation>{codes} 等</translation>
    </message>
    <message>
        <source>Too long for a code that reads on this paper: {codes}. Choose Data Matrix or larger paper.</source>
        <translation>对这种纸来说太长，码印出来读不了：{codes}。请选 Data Matrix 或更大的纸。</translation>
    </message>
    <message>
        <source>Too long for a code that reads on this paper: {codes}. Choose larger paper.</source>
        <translation>对这种纸来说太长，码印出来读不了：{codes}。请选更大的纸。</translation>
    </message>
    <message>
        <source>The printing goes into the journal, a reprint too.</source>
        <translation>打印记入日志，重印也记入。</translation>
    </message>
    <message>
        <source>Nothing can be posted now, so this printing will not stand in the journal.</source>
        <translation>现在不能登记，因此这次打印不记入日志。</translation>
    </message>
    <message>
        <source>Save the labels as PDF</source>
        <translation>将标签存为 PDF</translation>
    </message>
    <message>
        <source>PDF (*.pdf)</source>
        <translation>PDF (*.pdf)</translation>
    </message>
    <message>
        <source>Paper</source>
        <translation>纸张</translation>
    </message>
    <message>
        <source>Stopped. Not all labels were printed, and nothing was recorded.</source>
        <translation>已停止。标签没有全部打印，也未记录。</translation>
    </message>
    <message>
        <source>Used labels after it</source>
        <translation>其后已用的标签</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>条码</translation>
    </message>
</context>
<context>
    <name>Lacking</name>
    <message>
        <source>{count} not reconciled</source>
        <translation>{count} 件未核对</translation>
    </message>
    <message>
        <source>{count} nominal</source>
        <translation>{count} 件标称</translation>
    </message>
    <message>
        <source>{count} of unknown mass</source>
        <translation>{count} 件质量不详</translation>
    </message>
    <message>
        <source>{count} unweighed ({parts})</source>
        <translation>{count} 件未称量（{parts}）</translation>
    </message>
    <message>
        <source>{count} unweighed</source>
        <translation>{count} 件未称量</translation>
    </message>
    <message>
        <source>Unweighed are the pieces held without a mass: not reconciled (a catalogue says what there was, nobody has confirmed it), nominal (a mass on paper only, as of a section), or of unknown mass.</source>
        <translation>未称量指没有质量的在册样品：未核对（目录载有原有质量，尚无人确认）、标称（仅有书面质量，如薄片），或质量不详。</translation>
    </message>
</context>
<context>
    <name>LettersDialog</name>
    <message>
        <source>Write as PDF…</source>
        <translation>写为 PDF…</translation>
    </message>
    <message>
        <source>Letters due today</source>
        <translation>今日应发函件</translation>
    </message>
    <message>
        <source>Record {count} as sent</source>
        <translation>记录 {count} 封已发出</translation>
    </message>
    <message>
        <source>Tick at least one letter.</source>
        <translation>请至少勾选一封函件。</translation>
    </message>
    <message>
        <source>Write the letters first: only what was written can have gone out.</source>
        <translation>请先写出函件：只有写出的才能发出。</translation>
    </message>
    <message>
        <source>None of these is due again before the next step of its ladder</source>
        <translation>在阶梯的下一步之前，这些函件不会再次应发</translation>
    </message>
    <message>
        <source>Write the letters into</source>
        <translation>函件写入的文件夹</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>1 letter is in {folder}. Print, sign and send it, then record it.</source>
        <translation>1 封函件已写入 {folder}。请打印、签字、寄出，然后记录。</translation>
    </message>
    <message>
        <source>{count} letters are in {folder}. Print, sign and send them, then record them.</source>
        <translation>{count} 封函件已写入 {folder}。请打印、签字、寄出，然后记录。</translation>
    </message>
    <message>
        <source>One letter for each borrower lists all that is due; the ladder is that of each policy.</source>
        <translation>每位借用人一封函件，列出全部应还样品；提醒阶梯依各政策而定。</translation>
    </message>
</context>
<context>
    <name>LimitBorrowerDialog</name>
    <message>
        <source>Choose a person or an institution</source>
        <translation>请选择人员或机构</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Lift the restriction on {name}</source>
        <translation>解除对 {name} 的限制</translation>
    </message>
    <message>
        <source>Lifts</source>
        <translation>解除</translation>
    </message>
    <message>
        <source>Note a restriction</source>
        <translation>记录限制</translation>
    </message>
    <message>
        <source>Person</source>
        <translation>人员</translation>
    </message>
    <message>
        <source>Restrict {name}</source>
        <translation>限制 {name}</translation>
    </message>
    <message>
        <source>Say what is restricted, or choose what is lifted</source>
        <translation>请写明限制内容，或选择要解除的限制</translation>
    </message>
    <message>
        <source>The restriction on {name} holds no more; it stays on record</source>
        <translation>对 {name} 的限制不再有效，但保留记录</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>截至</translation>
    </message>
    <message>
        <source>Until {day}</source>
        <translation>至 {day}</translation>
    </message>
    <message>
        <source>What is restricted</source>
        <translation>限制内容</translation>
    </message>
    <message>
        <source>Whoever lends to {name} is told, and gives a reason</source>
        <translation>向 {name} 借出时会提示，并须说明理由</translation>
    </message>
    <message>
        <source>empty: without an end</source>
        <translation>留空：无终止日</translation>
    </message>
    <message>
        <source>none: a new one is noted</source>
        <translation>无：记录新的限制</translation>
    </message>
    <message>
        <source>or institution</source>
        <translation>或机构</translation>
    </message>
</context>
<context>
    <name>LineAccount</name>
    <message>
        <source>Account of the line</source>
        <translation>明细账目</translation>
    </message>
    <message>
        <source>Scan or type what came back.</source>
        <translation>请扫描或输入归还的样品。</translation>
    </message>
    <message>
        <source>May differ by</source>
        <translation>允许相差</translation>
    </message>
    <message>
        <source>Account of line {line}</source>
        <translation>明细 {line} 的账目</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>不详</translation>
    </message>
    <message>
        <source>by how certain the masses compared are</source>
        <translation>依所比较各质量的准确程度</translation>
    </message>
    <message>
        <source>by the policy {policy}, which allows more than the masses compared are certain to</source>
        <translation>依政策“{policy}”，其允许值大于所比较各质量的准确程度</translation>
    </message>
    <message>
        <source>The line stays open for the rest.</source>
        <translation>明细因其余部分仍未结束。</translation>
    </message>
    <message>
        <source>The return closes the line; its piece is then retired.</source>
        <translation>此次归还将结束明细；其样品随之终止。</translation>
    </message>
    <message>
        <source>The return closes the line; its piece is then consumed.</source>
        <translation>此次归还将结束明细；其样品随之记为耗尽。</translation>
    </message>
    <message>
        <source>The return closes the line; its piece is then lost.</source>
        <translation>此次归还将结束明细；其样品随之记为遗失。</translation>
    </message>
    <message>
        <source>The return closes the line.</source>
        <translation>此次归还将结束明细。</translation>
    </message>
    <message>
        <source>Issued</source>
        <translation>发出</translation>
    </message>
    <message>
        <source>Used up before</source>
        <translation>此前消耗</translation>
    </message>
    <message>
        <source>Returned before</source>
        <translation>此前归还</translation>
    </message>
    <message>
        <source>Lost, passed on, differing</source>
        <translation>丢失、转交、差额</translation>
    </message>
    <message>
        <source>Accountable now</source>
        <translation>现应负责</translation>
    </message>
    <message>
        <source>This return</source>
        <translation>本次归还</translation>
    </message>
    <message>
        <source>Returned, weighed here</source>
        <translation>归还，本处称量</translation>
    </message>
    <message>
        <source>Returned, as stated</source>
        <translation>归还，按申报</translation>
    </message>
    <message>
        <source>Used up</source>
        <translation>已消耗</translation>
    </message>
    <message>
        <source>Lost</source>
        <translation>丢失</translation>
    </message>
    <message>
        <source>Stays out</source>
        <translation>仍在外</translation>
    </message>
    <message>
        <source>{mass} too much. It may be:</source>
        <translation>多出 {mass}。可能是：</translation>
    </message>
    <message>
        <source>Missing to balance</source>
        <translation>尚缺</translation>
    </message>
    <message>
        <source>weighed</source>
        <translation>称量</translation>
    </message>
    <message>
        <source>stated</source>
        <translation>申报</translation>
    </message>
    <message>
        <source>used up</source>
        <translation>消耗</translation>
    </message>
    <message>
        <source>lost</source>
        <translation>丢失</translation>
    </message>
    <message>
        <source>stays out</source>
        <translation>仍在外</translation>
    </message>
    <message>
        <source>missing</source>
        <translation>缺少</translation>
    </message>
    <message>
        <source>The mass of the line is not known, so nobody can tell what is missing.</source>
        <translation>该明细质量未知，无法判断是否缺失。</translation>
    </message>
    <message>
        <source>All the rest stays out, so nothing has to balance yet.</source>
        <translation>其余全部留在借用人处，暂不需平衡。</translation>
    </message>
    <message>
        <source>Returned, not weighed</source>
        <translation>归还，未称量</translation>
    </message>
    <message>
        <source>Neither stated nor weighed: that nothing is missing rests on the record alone.</source>
        <translation>既未申报也未称量：是否缺失仅凭原有记录判断。</translation>
    </message>
    <message>
        <source>accepted as a difference</source>
        <translation>作为差额接受</translation>
    </message>
    <message>
        <source>needs authority</source>
        <translation>需授权</translation>
    </message>
    <message>
        <source>{mass} has no account yet. It may be:</source>
        <translation>{mass} 尚无去向，可能是：</translation>
    </message>
    <message>
        <source>add it as used up</source>
        <translation>记为消耗</translation>
    </message>
    <message>
        <source>needs a report and authority</source>
        <translation>需报告与授权</translation>
    </message>
    <message>
        <source>still with the borrower</source>
        <translation>仍在借用人处</translation>
    </message>
    <message>
        <source>the line stays open</source>
        <translation>明细保持未结</translation>
    </message>
</context>
<context>
    <name>LineDialog</name>
    <message>
        <source>by number, such as L-2026-012/3</source>
        <translation>按编号，如 L-2026-012/3</translation>
    </message>
    <message>
        <source>Line</source>
        <translation>明细</translation>
    </message>
    <message>
        <source>The line answers for</source>
        <translation>明细负责的质量</translation>
    </message>
    <message>
        <source>Sub-samples among it</source>
        <translation>其中的子样</translation>
    </message>
    <message>
        <source>reported and still out: {names}. Separate several by semicolons.</source>
        <translation>已报告且仍在外：{names}。多个名称请用分号分隔。</translation>
    </message>
    <message>
        <source>no reported sub-sample is out</source>
        <translation>没有仍在外的已报子样</translation>
    </message>
    <message>
        <source>It met</source>
        <translation>接触过</translation>
    </message>
    <message>
        <source>such as: solvent, coating; empty: nothing that counts</source>
        <translation>如：溶剂、镀层；留空表示没有需记的接触</translation>
    </message>
    <message>
        <source>Plan it fell under</source>
        <translation>所属计划</translation>
    </message>
    <message>
        <source>Signed by</source>
        <translation>签字人</translation>
    </message>
    <message>
        <source>Confirmed by</source>
        <translation>确认人</translation>
    </message>
    <message>
        <source>Video of destructive work</source>
        <translation>消耗性操作录像</translation>
    </message>
    <message>
        <source>SHA-256; empty: of the file chosen</source>
        <translation>SHA-256；留空：所选文件的校验和</translation>
    </message>
    <message>
        <source>Its checksum</source>
        <translation>其校验和</translation>
    </message>
    <message>
        <source>Issued</source>
        <translation>借出</translation>
    </message>
    <message>
        <source>Used up</source>
        <translation>用去</translation>
    </message>
    <message>
        <source>Returned</source>
        <translation>归还</translation>
    </message>
    <message>
        <source>Lost or differing</source>
        <translation>遗失或差额</translation>
    </message>
    <message>
        <source>Held now</source>
        <translation>现持有</translation>
    </message>
    <message>
        <source>No line is chosen</source>
        <translation>未选定明细</translation>
    </message>
</context>
<context>
    <name>LineTable</name>
    <message>
        <source>Lines of loans</source>
        <translation>借用明细</translation>
    </message>
</context>
<context>
    <name>LinesPage</name>
    <message>
        <source>Order of the lines</source>
        <translation>明细的次序</translation>
    </message>
    <message>
        <source>Clear filters</source>
        <translation>清除筛选</translation>
    </message>
    <message>
        <source>Nothing matches</source>
        <translation>没有匹配</translation>
    </message>
    <message>
        <source>No line is like that.</source>
        <translation>没有这样的明细。</translation>
    </message>
    <message>
        <source>Looking through the lines…</source>
        <translation>正在查找明细…</translation>
    </message>
    <message>
        <source>1 loan</source>
        <translation>1 份借用单</translation>
    </message>
    <message>
        <source>{loans} loans</source>
        <translation>{loans} 份借用单</translation>
    </message>
    <message>
        <source>{lines} in {loans}, {mass} held</source>
        <translation>{loans}中 {lines}，在外 {mass}</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>编号</translation>
    </message>
    <message>
        <source>What it is</source>
        <translation>形态</translation>
    </message>
    <message>
        <source>Line</source>
        <translation>明细</translation>
    </message>
    <message>
        <source>Borrower</source>
        <translation>借用人</translation>
    </message>
    <message>
        <source>Person</source>
        <translation>负责人</translation>
    </message>
    <message>
        <source>Granted</source>
        <translation>批准</translation>
    </message>
    <message>
        <source>Held</source>
        <translation>持有</translation>
    </message>
    <message>
        <source>Due</source>
        <translation>到期</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
</context>
<context>
    <name>ListPage</name>
    <message>
        <source>The first {shown} of {count}; type to narrow them.</source>
        <translation>显示 {count} 项中的前 {shown} 项；输入文字以缩小范围。</translation>
    </message>
    <message>
        <source>{count} in all</source>
        <translation>共 {count} 项</translation>
    </message>
</context>
<context>
    <name>ListScans</name>
    <message>
        <source>“{text}” is unknown</source>
        <translation>未知编号“{text}”</translation>
    </message>
    <message>
        <source>{number} is on no loan that is out</source>
        <translation>{number} 不在任何借出的借用单上</translation>
    </message>
    <message>
        <source>{text} is not out</source>
        <translation>{text} 未借出</translation>
    </message>
    <message>
        <source>“{text}” may be any of several pieces: {number}</source>
        <translation>“{text}”可能指多件样品：{number}</translation>
    </message>
</context>
<context>
    <name>ListWriting</name>
    <message>
        <source>Excel (*.xlsx);;CSV (*.csv);;PDF (*.pdf);;HTML (*.html)</source>
        <translation>Excel (*.xlsx);;CSV (*.csv);;PDF (*.pdf);;HTML (*.html)</translation>
    </message>
    <message>
        <source>Write the list to</source>
        <translation>清单写入</translation>
    </message>
    <message>
        <source>Writing {file}…</source>
        <translation>正在写入{file}…</translation>
    </message>
</context>
<context>
    <name>LoanCells</name>
    <message>
        <source>{count} not weighed</source>
        <translation>{count} 件未称量</translation>
    </message>
    <message>
        <source>{mass} and {others}</source>
        <translation>{mass}，另有{others}</translation>
    </message>
    <message>
        <source>not weighed</source>
        <translation>未称量</translation>
    </message>
    <message>
        <source>weighing undone</source>
        <translation>称量已撤销</translation>
    </message>
    <message>
        <source>no due day</source>
        <translation>无到期日</translation>
    </message>
    <message>
        <source>{count} days</source>
        <translation>{count} 天</translation>
    </message>
    <message>
        <source>{count} days left</source>
        <translation>剩 {count} 天</translation>
    </message>
    <message>
        <source>Due today</source>
        <translation>今日到期</translation>
    </message>
    <message>
        <source>{count} days overdue, {day}</source>
        <translation>逾期 {count} 天，{day}</translation>
    </message>
    <message>
        <source>1 day overdue, {day}</source>
        <translation>逾期 1 天，{day}</translation>
    </message>
    <message>
        <source>{count} lines</source>
        <translation>{count} 个明细</translation>
    </message>
    <message>
        <source>1 line</source>
        <translation>1 个明细</translation>
    </message>
    <message>
        <source>1 day</source>
        <translation>1 天</translation>
    </message>
    <message>
        <source>1 day left</source>
        <translation>剩 1 天</translation>
    </message>
    <message>
        <source>{open} of {count} out</source>
        <translation>{count} 中 {open} 在外</translation>
    </message>
    <message>
        <source>closed {day}</source>
        <translation>{day} 结清</translation>
    </message>
    <message>
        <source>To close</source>
        <translation>待结清</translation>
    </message>
</context>
<context>
    <name>LoanDialog</name>
    <message>
        <source>Borrower</source>
        <translation>借用人</translation>
    </message>
    <message>
        <source>by name, with a semicolon between them</source>
        <translation>写姓名，以分号分隔</translation>
    </message>
    <message>
        <source>Co-investigators</source>
        <translation>合作研究者</translation>
    </message>
    <message>
        <source>Agreement</source>
        <translation>协议</translation>
    </message>
    <message>
        <source>Loan</source>
        <translation>借用单</translation>
    </message>
    <message>
        <source>Shipment</source>
        <translation>货运单</translation>
    </message>
    <message>
        <source>by number, such as L-2026-012/3, with a comma between them</source>
        <translation>按编号填写，如 L-2026-012/3，以逗号分隔</translation>
    </message>
    <message>
        <source>Lines</source>
        <translation>明细</translation>
    </message>
    <message>
        <source>Document</source>
        <translation>文件</translation>
    </message>
</context>
<context>
    <name>LoanEditor</name>
    <message>
        <source>This loan is closed.</source>
        <translation>此借用单已结清。</translation>
    </message>
    <message>
        <source>Add lines to this loan.</source>
        <translation>请向此借用单添加明细。</translation>
    </message>
    <message>
        <source>Waiting for it: {lines}.</source>
        <translation>等待此步骤：{lines}。</translation>
    </message>
    <message>
        <source>Everything is accounted for.</source>
        <translation>账目已全部清楚。</translation>
    </message>
    <message>
        <source>The lines are still being read.</source>
        <translation>仍在读取明细。</translation>
    </message>
    <message>
        <source>Choose who borrows.</source>
        <translation>请选择借用人。</translation>
    </message>
    <message>
        <source>Type, paste or scan what is asked for.</source>
        <translation>请输入、粘贴或扫描所申请的样品。</translation>
    </message>
    <message>
        <source>1 number is to be mended first.</source>
        <translation>需先更正 1 个编号。</translation>
    </message>
    <message>
        <source>{count} numbers are to be mended first.</source>
        <translation>需先更正 {count} 个编号。</translation>
    </message>
    <message>
        <source>1 line has neither a number nor a description.</source>
        <translation>1 行既无编号也无说明。</translation>
    </message>
    <message>
        <source>{count} lines have neither a number nor a description.</source>
        <translation>{count} 行既无编号也无说明。</translation>
    </message>
    <message>
        <source>A cell cannot be read.</source>
        <translation>有单元格无法读取。</translation>
    </message>
    <message>
        <source>The numbers are still being looked up.</source>
        <translation>正在查找编号。</translation>
    </message>
    <message>
        <source>Say who acts first.</source>
        <translation>请先说明操作人。</translation>
    </message>
    <message>
        <source>The rules are being asked.</source>
        <translation>正在核对规则。</translation>
    </message>
    <message>
        <source>A rule stands in the way.</source>
        <translation>有规则不允许。</translation>
    </message>
    <message>
        <source>Say why, for what is found.</source>
        <translation>请对检查结果说明理由。</translation>
    </message>
    <message>
        <source>The request waits for a decision; nothing is promised yet.</source>
        <translation>申请等待审批；尚未作出许诺。</translation>
    </message>
    <message>
        <source>New lines wait for a decision; the others go on.</source>
        <translation>新明细等待审批，其余照常进行。</translation>
    </message>
    <message>
        <source>Lines are changed.</source>
        <translation>明细将被修改。</translation>
    </message>
    <message>
        <source>Enter the request, lines: {count}</source>
        <translation>录入申请，明细 {count} 个</translation>
    </message>
    <message>
        <source>Add to {loan}, lines: {count}; change: {changed}</source>
        <translation>加入 {loan}，明细 {count} 个；更改 {changed} 个</translation>
    </message>
    <message>
        <source>Add to {loan}, lines: {count}</source>
        <translation>加入 {loan}，明细 {count} 个</translation>
    </message>
    <message>
        <source>Change {loan}, lines: {count}</source>
        <translation>修改 {loan}，明细 {count} 个</translation>
    </message>
    <message>
        <source>In the lab&apos;s care: {lines}.</source>
        <translation>由本库保管：{lines}。</translation>
    </message>
    <message>
        <source>In the lab&apos;s care: {lines}, to give back by {day}.</source>
        <translation>由本库保管：{lines}，应于 {day} 前归还。</translation>
    </message>
</context>
<context>
    <name>LoanGrid</name>
    <message>
        <source>Number</source>
        <translation>编号</translation>
    </message>
    <message>
        <source>What it is</source>
        <translation>形态</translation>
    </message>
    <message>
        <source>Lent</source>
        <translation>借用方式</translation>
    </message>
    <message>
        <source>Used up</source>
        <translation>已消耗</translation>
    </message>
    <message>
        <source>Use</source>
        <translation>用途</translation>
    </message>
    <message>
        <source>Asked</source>
        <translation>申请</translation>
    </message>
    <message>
        <source>Granted</source>
        <translation>批准</translation>
    </message>
    <message>
        <source>Out</source>
        <translation>在外</translation>
    </message>
    <message>
        <source>Due</source>
        <translation>到期</translation>
    </message>
    <message>
        <source>Disputed</source>
        <translation>有争议</translation>
    </message>
    <message>
        <source>Recalled by {day}</source>
        <translation>{day} 前召回</translation>
    </message>
    <message>
        <source>{count} days overdue</source>
        <translation>逾期 {count} 天</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Least</source>
        <translation>至少</translation>
    </message>
    <message>
        <source>Category</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>描述</translation>
    </message>
    <message>
        <source>1 day overdue</source>
        <translation>逾期 1 天</translation>
    </message>
    <message>
        <source>Form not stated</source>
        <translation>未注明形态</translation>
    </message>
    <message>
        <source>Not in this store</source>
        <translation>库中没有</translation>
    </message>
    <message>
        <source>Unknown number</source>
        <translation>编号未知</translation>
    </message>
    <message>
        <source>Another name</source>
        <translation>别名</translation>
    </message>
    <message>
        <source>Promised to {line}</source>
        <translation>已许给 {line}</translation>
    </message>
    <message>
        <source>{count} % of what is left</source>
        <translation>占余量的 {count} %</translation>
    </message>
    <message>
        <source>Asked for once</source>
        <translation>被申请 1 次</translation>
    </message>
    <message>
        <source>Asked for {count} times</source>
        <translation>已有 {count} 次申请</translation>
    </message>
    <message>
        <source>Free</source>
        <translation>可借</translation>
    </message>
    <message>
        <source>1 line</source>
        <translation>1 个明细</translation>
    </message>
    <message>
        <source>{count} lines</source>
        <translation>{count} 个明细</translation>
    </message>
    <message>
        <source>{mass} asked</source>
        <translation>申请 {mass}</translation>
    </message>
    <message>
        <source>{mass} granted</source>
        <translation>批准 {mass}</translation>
    </message>
    <message>
        <source>{mass} out</source>
        <translation>在外 {mass}</translation>
    </message>
    <message>
        <source>{sum} on 1 line by weight</source>
        <translation>{sum}（按重量 1 行）</translation>
    </message>
    <message>
        <source>{sum} on {count} lines by weight</source>
        <translation>{sum}（按重量 {count} 行）</translation>
    </message>
    <message>
        <source>{mass} taken in</source>
        <translation>收到 {mass}</translation>
    </message>
    <message>
        <source>1 piece of unknown mass</source>
        <translation>1 件质量未知</translation>
    </message>
    <message>
        <source>{count} pieces of unknown mass</source>
        <translation>{count} 件质量未知</translation>
    </message>
</context>
<context>
    <name>LoanLines</name>
    <message>
        <source>Out</source>
        <translation>借出</translation>
    </message>
    <message>
        <source>Overdue</source>
        <translation>逾期</translation>
    </message>
    <message>
        <source>Recalled</source>
        <translation>已召回</translation>
    </message>
    <message>
        <source>Due within 30 days</source>
        <translation>30 天内到期</translation>
    </message>
    <message>
        <source>To decide</source>
        <translation>待审批</translation>
    </message>
    <message>
        <source>To prepare</source>
        <translation>待制备</translation>
    </message>
    <message>
        <source>To ship</source>
        <translation>待发运</translation>
    </message>
    <message>
        <source>In transit</source>
        <translation>运送中</translation>
    </message>
    <message>
        <source>No due day</source>
        <translation>无到期日</translation>
    </message>
    <message>
        <source>Unanswered</source>
        <translation>未答复</translation>
    </message>
    <message>
        <source>Disputed</source>
        <translation>有争议</translation>
    </message>
    <message>
        <source>We owe others</source>
        <translation>应还他人</translation>
    </message>
    <message>
        <source>We owe, overdue</source>
        <translation>应还他人，已过期</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>已结</translation>
    </message>
    <message>
        <source>by due day</source>
        <translation>按到期日</translation>
    </message>
    <message>
        <source>by number</source>
        <translation>按编号</translation>
    </message>
    <message>
        <source>by borrower</source>
        <translation>按借用人</translation>
    </message>
    <message>
        <source>by loan</source>
        <translation>按借用单</translation>
    </message>
    <message>
        <source>by state</source>
        <translation>按状态</translation>
    </message>
    <message>
        <source>heaviest first</source>
        <translation>质量大者在前</translation>
    </message>
    <message>
        <source>latest issued first</source>
        <translation>最近发出者在前</translation>
    </message>
</context>
<context>
    <name>LoanLinesInput</name>
    <message>
        <source>Lines of the loan</source>
        <translation>借用单明细</translation>
    </message>
    <message>
        <source>Code or name of the container, then Enter</source>
        <translation>容器的代码或名称，然后按 Enter</translation>
    </message>
    <message>
        <source>Container</source>
        <translation>容器</translation>
    </message>
    <message>
        <source>Type, paste or scan</source>
        <translation>输入、粘贴或扫描</translation>
    </message>
    <message>
        <source>Nothing stands in there.</source>
        <translation>其中没有样品。</translation>
    </message>
    <message>
        <source>Lines</source>
        <translation>明细</translation>
    </message>
    <message>
        <source>Pick from the tree…</source>
        <translation>从样品树选取…</translation>
    </message>
    <message>
        <source>Add a container…</source>
        <translation>加入整个容器…</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>粘贴</translation>
    </message>
    <message>
        <source>Scan</source>
        <translation>扫描</translation>
    </message>
</context>
<context>
    <name>LoanLists</name>
    <message>
        <source>Lists of the loan desk</source>
        <translation>借用台的列表</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>今日</translation>
    </message>
    <message>
        <source>Lines</source>
        <translation>明细</translation>
    </message>
    <message>
        <source>Loans</source>
        <translation>借用</translation>
    </message>
    <message>
        <source>Borrowers</source>
        <translation>借用人</translation>
    </message>
    <message>
        <source>Agreements</source>
        <translation>协议</translation>
    </message>
    <message>
        <source>Calendar</source>
        <translation>日历</translation>
    </message>
    <message>
        <source>Inventory</source>
        <translation>清点</translation>
    </message>
</context>
<context>
    <name>LoanPages</name>
    <message>
        <source>Loan</source>
        <translation>借用单</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Borrower</source>
        <translation>借用人</translation>
    </message>
    <message>
        <source>Person</source>
        <translation>负责人</translation>
    </message>
    <message>
        <source>Held</source>
        <translation>持有</translation>
    </message>
    <message>
        <source>The month before</source>
        <translation>上个月</translation>
    </message>
    <message>
        <source>The month after</source>
        <translation>下个月</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>今天</translation>
    </message>
    <message>
        <source>Purpose</source>
        <translation>用途</translation>
    </message>
    <message>
        <source>Lines</source>
        <translation>明细</translation>
    </message>
    <message>
        <source>Due</source>
        <translation>到期</translation>
    </message>
    <message>
        <source>Institution</source>
        <translation>机构</translation>
    </message>
    <message>
        <source>Lines out</source>
        <translation>在外明细</translation>
    </message>
    <message>
        <source>Overdue</source>
        <translation>逾期</translation>
    </message>
    <message>
        <source>Next due</source>
        <translation>下次到期</translation>
    </message>
    <message>
        <source>Last heard of</source>
        <translation>最近联系</translation>
    </message>
    <message>
        <source>Agreement</source>
        <translation>协议</translation>
    </message>
    <message>
        <source>From</source>
        <translation>起</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>至</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Complete</source>
        <translation>已完成</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>When</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Round</source>
        <translation>清点</translation>
    </message>
    <message>
        <source>Frozen</source>
        <translation>冻结日</translation>
    </message>
    <message>
        <source>Answers by</source>
        <translation>答复期限</translation>
    </message>
    <message>
        <source>Asked</source>
        <translation>已询问</translation>
    </message>
    <message>
        <source>Unanswered</source>
        <translation>未答复</translation>
    </message>
    <message>
        <source>No loan is like that.</source>
        <translation>没有这样的借用单。</translation>
    </message>
    <message>
        <source>Loans</source>
        <translation>借用</translation>
    </message>
    <message>
        <source>Nobody is like that.</source>
        <translation>没有这样的借用人。</translation>
    </message>
    <message>
        <source>Borrowers</source>
        <translation>借用人</translation>
    </message>
    <message>
        <source>No agreement is like that.</source>
        <translation>没有这样的协议。</translation>
    </message>
    <message>
        <source>Agreements</source>
        <translation>协议</translation>
    </message>
    <message>
        <source>No inventory round was opened yet.</source>
        <translation>尚未开始年度清点。</translation>
    </message>
    <message>
        <source>Inventory rounds</source>
        <translation>年度清点</translation>
    </message>
    <message>
        <source>Due days</source>
        <translation>到期日</translation>
    </message>
    <message>
        <source>Nothing that is out has a due day.</source>
        <translation>在外明细均无到期日。</translation>
    </message>
    <message>
        <source>closed {day}</source>
        <translation>{day} 结清</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>进行中</translation>
    </message>
</context>
<context>
    <name>LoanPanel</name>
    <message>
        <source>Close the panel</source>
        <translation>关闭面板</translation>
    </message>
    <message>
        <source>Open the loan</source>
        <translation>打开借用单</translation>
    </message>
    <message>
        <source>Loans</source>
        <translation>借用</translation>
    </message>
    <message>
        <source>Nothing is selected.</source>
        <translation>未选择任何内容。</translation>
    </message>
    <message>
        <source>Piece</source>
        <translation>样品</translation>
    </message>
    <message>
        <source>Mass</source>
        <translation>质量</translation>
    </message>
    <message>
        <source>Lent</source>
        <translation>借用方式</translation>
    </message>
    <message>
        <source>Asked</source>
        <translation>已询问</translation>
    </message>
    <message>
        <source>Granted</source>
        <translation>批准</translation>
    </message>
    <message>
        <source>Use</source>
        <translation>用途</translation>
    </message>
    <message>
        <source>Destructive</source>
        <translation>破坏性</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>Shipment</source>
        <translation>运送</translation>
    </message>
    <message>
        <source>Seals</source>
        <translation>封条</translation>
    </message>
    <message>
        <source>Disputed</source>
        <translation>有争议</translation>
    </message>
    <message>
        <source>Inventory {code}</source>
        <translation>清查 {code}</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Requested</source>
        <translation>申请日</translation>
    </message>
    <message>
        <source>Agreement</source>
        <translation>协议</translation>
    </message>
    <message>
        <source>Lines</source>
        <translation>明细</translation>
    </message>
    <message>
        <source>Plan</source>
        <translation>计划</translation>
    </message>
    <message>
        <source>Conditions</source>
        <translation>条件</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>已结</translation>
    </message>
    <message>
        <source>Show the lines</source>
        <translation>显示明细</translation>
    </message>
    <message>
        <source>Places</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>What is there</source>
        <translation>所持样品</translation>
    </message>
    <message>
        <source>Contacts</source>
        <translation>联系方式</translation>
    </message>
    <message>
        <source>Also called</source>
        <translation>又名</translation>
    </message>
    <message>
        <source>Agreements</source>
        <translation>协议</translation>
    </message>
    <message>
        <source>{count} of 1 line unanswered</source>
        <translation>1 个明细中 {count} 个未答复</translation>
    </message>
    <message>
        <source>nothing left to answer</source>
        <translation>无待答</translation>
    </message>
    <message>
        <source>Accountable</source>
        <translation>应负责质量</translation>
    </message>
    <message>
        <source>held</source>
        <translation>持有</translation>
    </message>
    <message>
        <source>returned</source>
        <translation>归还</translation>
    </message>
    <message>
        <source>consumed</source>
        <translation>消耗</translation>
    </message>
    <message>
        <source>lost</source>
        <translation>丢失</translation>
    </message>
    <message>
        <source>transferred</source>
        <translation>转交</translation>
    </message>
    <message>
        <source>set aside: {why}</source>
        <translation>已搁置：{why}</translation>
    </message>
    <message>
        <source>In transit</source>
        <translation>运输途中</translation>
    </message>
    <message>
        <source>With the borrower</source>
        <translation>在借用方</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>Due</source>
        <translation>到期</translation>
    </message>
    <message>
        <source>Recalled by</source>
        <translation>召回期限</translation>
    </message>
    <message>
        <source>Issued</source>
        <translation>发出</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>收到</translation>
    </message>
    <message>
        <source>History</source>
        <translation>历史</translation>
    </message>
    <message>
        <source>no</source>
        <translation>否</translation>
    </message>
    <message>
        <source>Entry {number}</source>
        <translation>第 {number} 条</translation>
    </message>
    <message>
        <source>Answers by {day}</source>
        <translation>请于 {day} 前答复</translation>
    </message>
    <message>
        <source>Borrowers</source>
        <translation>借用人</translation>
    </message>
    <message>
        <source>To work through</source>
        <translation>待处理</translation>
    </message>
    <message>
        <source>{count} of {all} lines unanswered</source>
        <translation>{all} 个明细中 {count} 个未答复</translation>
    </message>
    <message>
        <source>all answered</source>
        <translation>已全部答复</translation>
    </message>
    <message>
        <source>delinquent</source>
        <translation>失责</translation>
    </message>
    <message>
        <source>signed {day}</source>
        <translation>{day} 签字</translation>
    </message>
    <message>
        <source>Approved</source>
        <translation>批准</translation>
    </message>
    <message>
        <source>Co-signer</source>
        <translation>联署人</translation>
    </message>
    <message>
        <source>For the lab</source>
        <translation>实验室签署人</translation>
    </message>
    <message>
        <source>Officials</source>
        <translation>授权负责人</translation>
    </message>
    <message>
        <source>Plan reviewed by</source>
        <translation>保安方案复核期限</translation>
    </message>
    <message>
        <source>Remarks</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Security plan</source>
        <translation>保安方案</translation>
    </message>
    <message>
        <source>Show the borrower&apos;s lines</source>
        <translation>显示借用人的明细</translation>
    </message>
    <message>
        <source>Signed</source>
        <translation>签署</translation>
    </message>
    <message>
        <source>Term</source>
        <translation>期限</translation>
    </message>
    <message>
        <source>Terminated</source>
        <translation>终止</translation>
    </message>
    <message>
        <source>Work through the answers</source>
        <translation>处理答复</translation>
    </message>
    <message>
        <source>Renews</source>
        <translation>续签自</translation>
    </message>
    <message>
        <source>Renewed by</source>
        <translation>续签为</translation>
    </message>
</context>
<context>
    <name>LoanSteps</name>
    <message>
        <source>Decide…</source>
        <translation>审批…</translation>
    </message>
    <message>
        <source>Prepare…</source>
        <translation>制备…</translation>
    </message>
    <message>
        <source>Pack…</source>
        <translation>装箱…</translation>
    </message>
    <message>
        <source>Issue…</source>
        <translation>发出…</translation>
    </message>
    <message>
        <source>Receipt…</source>
        <translation>签收…</translation>
    </message>
    <message>
        <source>Report use…</source>
        <translation>报告使用…</translation>
    </message>
    <message>
        <source>Return…</source>
        <translation>归还…</translation>
    </message>
    <message>
        <source>Give back…</source>
        <translation>归还…</translation>
    </message>
    <message>
        <source>More…</source>
        <translation>更多…</translation>
    </message>
</context>
<context>
    <name>LoanToday</name>
    <message>
        <source>Overdue</source>
        <translation>逾期</translation>
    </message>
    <message>
        <source>Remind…</source>
        <translation>催还…</translation>
    </message>
    <message>
        <source>Recalled</source>
        <translation>已召回</translation>
    </message>
    <message>
        <source>Take back…</source>
        <translation>收回…</translation>
    </message>
    <message>
        <source>To decide</source>
        <translation>待审批</translation>
    </message>
    <message>
        <source>Decide…</source>
        <translation>审批…</translation>
    </message>
    <message>
        <source>To sign</source>
        <translation>待签署</translation>
    </message>
    <message>
        <source>Record signature…</source>
        <translation>记录签署…</translation>
    </message>
    <message>
        <source>To prepare</source>
        <translation>待制备</translation>
    </message>
    <message>
        <source>Prepare…</source>
        <translation>制备…</translation>
    </message>
    <message>
        <source>To ship</source>
        <translation>待发运</translation>
    </message>
    <message>
        <source>Issue…</source>
        <translation>发出…</translation>
    </message>
    <message>
        <source>In transit</source>
        <translation>运送中</translation>
    </message>
    <message>
        <source>Record receipt…</source>
        <translation>记录签收…</translation>
    </message>
    <message>
        <source>All back, not closed</source>
        <translation>已全部归还，未结清</translation>
    </message>
    <message>
        <source>Close…</source>
        <translation>结清…</translation>
    </message>
    <message>
        <source>Agreements expiring</source>
        <translation>即将到期的协议</translation>
    </message>
    <message>
        <source>Renew…</source>
        <translation>续签…</translation>
    </message>
    <message>
        <source>Inventory unanswered</source>
        <translation>未答复的清点</translation>
    </message>
    <message>
        <source>Open the round</source>
        <translation>打开清点</translation>
    </message>
    <message>
        <source>Disputed</source>
        <translation>有争议</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>We owe others</source>
        <translation>应还他人</translation>
    </message>
    <message>
        <source>Give back…</source>
        <translation>归还所有者…</translation>
    </message>
    <message>
        <source>Due within 30 days</source>
        <translation>30 天内到期</translation>
    </message>
    <message>
        <source>Extend…</source>
        <translation>延期…</translation>
    </message>
    <message>
        <source>Without a due day</source>
        <translation>无到期日</translation>
    </message>
    <message>
        <source>{count} more</source>
        <translation>另有 {count} 项</translation>
    </message>
    <message>
        <source>All {count}</source>
        <translation>全部 {count} 项</translation>
    </message>
    <message>
        <source>{number} and {count} more</source>
        <translation>{number} 等另 {count} 件</translation>
    </message>
    <message>
        <source>Agreement, {lines} out</source>
        <translation>协议，{lines}在外</translation>
    </message>
    <message>
        <source>Agreement, nothing out</source>
        <translation>协议，无在外明细</translation>
    </message>
    <message>
        <source>asked {day}</source>
        <translation>{day} 申请</translation>
    </message>
    <message>
        <source>approved {day}</source>
        <translation>{day} 批准</translation>
    </message>
    <message>
        <source>ends {day}</source>
        <translation>{day} 到期</translation>
    </message>
    <message>
        <source>Ended {day}</source>
        <translation>{day} 已到期</translation>
    </message>
    <message>
        <source>answer by {day}</source>
        <translation>{day} 前答复</translation>
    </message>
    <message>
        <source>Delinquent</source>
        <translation>失责</translation>
    </message>
    <message>
        <source>how agreements stand is not known</source>
        <translation>协议状况不明</translation>
    </message>
    <message>
        <source>{day}, 1 thing to do, {late} of it overdue</source>
        <translation>{day}，1 项待办，其中 {late} 项逾期</translation>
    </message>
    <message>
        <source>{day}, {count} things to do, {late} of them overdue</source>
        <translation>{day}，{count} 项待办，其中 {late} 项逾期</translation>
    </message>
    <message>
        <source>{count} of {lines} unanswered</source>
        <translation>{lines}中有 {count} 项未答复</translation>
    </message>
</context>
<context>
    <name>LoansRoom</name>
    <message>
        <source>Loan, number, borrower</source>
        <translation>借用单、编号、借用人</translation>
    </message>
    <message>
        <source>Return…</source>
        <translation>归还…</translation>
    </message>
    <message>
        <source>New loan…</source>
        <translation>新建借用…</translation>
    </message>
    <message>
        <source>Loans</source>
        <translation>借用</translation>
    </message>
    <message>
        <source>{count} lines selected</source>
        <translation>已选 {count} 个明细</translation>
    </message>
    <message>
        <source>Looking through the loans…</source>
        <translation>正在查看借用…</translation>
    </message>
    <message>
        <source>Enter an institution</source>
        <translation>登记机构</translation>
    </message>
    <message>
        <source>Those who borrow, with their people.</source>
        <translation>借用机构及其人员。</translation>
    </message>
    <message>
        <source>Enter a request</source>
        <translation>录入申请</translation>
    </message>
    <message>
        <source>What somebody asks for, before it is decided.</source>
        <translation>审批之前的申请内容。</translation>
    </message>
    <message>
        <source>Nothing is on loan</source>
        <translation>没有借出的样品</translation>
    </message>
    <message>
        <source>No piece leaves without a promise, and none comes back without an account.</source>
        <translation>无约定则不出库，归还必有清账。</translation>
    </message>
</context>
<context>
    <name>MakeSectionsDialog</name>
    <message>
        <source>A for .1, B for .2 of a core</source>
        <translation>岩芯 .1 为 A，.2 为 B</translation>
    </message>
    <message>
        <source>After that, {number}</source>
        <translation>之后，{number}</translation>
    </message>
    <message>
        <source>All of them hang below {number} and are never weighed</source>
        <translation>全部归于 {number} 之下，且从不称量</translation>
    </message>
    <message>
        <source>Bottom, mm</source>
        <translation>底，mm</translation>
    </message>
    <message>
        <source>By the book</source>
        <translation>账面</translation>
    </message>
    <message>
        <source>Container or place</source>
        <translation>容器或位置</translation>
    </message>
    <message>
        <source>Form</source>
        <translation>形态</translation>
    </message>
    <message>
        <source>Into the sections</source>
        <translation>用于切片</translation>
    </message>
    <message>
        <source>Left</source>
        <translation>剩余</translation>
    </message>
    <message>
        <source>Left, as weighed</source>
        <translation>剩余（称量）</translation>
    </message>
    <message>
        <source>Lost</source>
        <translation>损耗</translation>
    </message>
    <message>
        <source>Lost, {unit}</source>
        <translation>损耗，{unit}</translation>
    </message>
    <message>
        <source>Make sections of {number}</source>
        <translation>由 {number} 制作切片</translation>
    </message>
    <message>
        <source>Mass</source>
        <translation>质量</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>编号</translation>
    </message>
    <message>
        <source>Numbers</source>
        <translation>编号</translation>
    </message>
    <message>
        <source>Paste two columns: one row for each number, in its order, or none at all.</source>
        <translation>粘贴两列：按编号顺序每号一行，或完全不填。</translation>
    </message>
    <message>
        <source>Remarks</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Set</source>
        <translation>组</translation>
    </message>
    <message>
        <source>Their home is {place}; lent, they come back there</source>
        <translation>固定位置为 {place}；借出后归还此处</translation>
    </message>
    <message>
        <source>Thickness, µm</source>
        <translation>厚度，µm</translation>
    </message>
    <message>
        <source>Top, mm</source>
        <translation>顶，mm</translation>
    </message>
    <message>
        <source>is used up by them and retires</source>
        <translation>用尽并终止</translation>
    </message>
    <message>
        <source>keeps its number</source>
        <translation>保留编号</translation>
    </message>
    <message>
        <source>such as ,6015-6059 except ,6019 ,6052-6054</source>
        <translation>如 ,6015-6059 除 ,6019 ,6052-6054</translation>
    </message>
    <message>
        <source>{number} is used up by them and retires</source>
        <translation>{number} 用尽并终止</translation>
    </message>
    <message>
        <source>Depths in the core</source>
        <translation>岩芯深度</translation>
    </message>
    <message>
        <source>What {number} weighs is an upper bound from then on</source>
        <translation>此后 {number} 的质量为上限</translation>
    </message>
    <message>
        <source>at most</source>
        <translation>至多</translation>
    </message>
</context>
<context>
    <name>ManualWindow</name>
    <message>
        <source>Manual – Lunar Curator</source>
        <translation>手册 – Lunar Curator</translation>
    </message>
    <message>
        <source>Search in the manual</source>
        <translation>在手册中搜索</translation>
    </message>
    <message>
        <source>Contents</source>
        <translation>目录</translation>
    </message>
    <message>
        <source>Found in the manual</source>
        <translation>在手册中找到</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>后退</translation>
    </message>
    <message>
        <source>Forward</source>
        <translation>前进</translation>
    </message>
    <message>
        <source>{count} found</source>
        <translation>找到 {count} 处</translation>
    </message>
    <message>
        <source>Nothing has all these words.</source>
        <translation>没有同时含有这些词的内容。</translation>
    </message>
</context>
<context>
    <name>MergeDialog</name>
    <message>
        <source>Joins</source>
        <translation>并入</translation>
    </message>
    <message>
        <source>How it is known</source>
        <translation>如何得知</translation>
    </message>
    <message>
        <source>Merge {number}</source>
        <translation>合并 {number}</translation>
    </message>
    <message>
        <source>Merge {number} into {into}</source>
        <translation>将 {number} 并入 {into}</translation>
    </message>
    <message>
        <source>{number} ends, and its number is a name of {into}</source>
        <translation>{number} 终止，其编号成为 {into} 的名称</translation>
    </message>
    <message>
        <source>What came from {number} hangs below {into}</source>
        <translation>{number} 分出的样品列于 {into} 之下</translation>
    </message>
    <message>
        <source>{into} weighs {mass} then</source>
        <translation>此后 {into} 为 {mass}</translation>
    </message>
    <message>
        <source>Nobody knows the mass of {into} until it is weighed</source>
        <translation>{into} 称量之前质量未知</translation>
    </message>
</context>
<context>
    <name>MonthGrid</name>
    <message>
        <source>Week {number}</source>
        <translation>第 {number} 周</translation>
    </message>
</context>
<context>
    <name>MoveBackDialog</name>
    <message>
        <source>Entry {number}</source>
        <translation>记录 {number}</translation>
    </message>
    <message>
        <source>Move back what entry {number} moved</source>
        <translation>移回记录 {number} 所移</translation>
    </message>
    <message>
        <source>Move it back</source>
        <translation>移回</translation>
    </message>
    <message>
        <source>{place} goes back to {parent} with all that is in it</source>
        <translation>{place}连同其中全部回到{parent}</translation>
    </message>
    <message>
        <source>Both moves stay in the journal: it was away, and it came back</source>
        <translation>两次移动都留在日志中：曾离开，又回来</translation>
    </message>
</context>
<context>
    <name>MoveDialog</name>
    <message>
        <source>To</source>
        <translation>至</translation>
    </message>
    <message>
        <source>This is its home place from now on</source>
        <translation>今后以此为固定位置</translation>
    </message>
    <message>
        <source>What moves</source>
        <translation>移动内容</translation>
    </message>
    <message>
        <source>Move {what}</source>
        <translation>移动 {what}</translation>
    </message>
    <message>
        <source>Move {what} to {place}</source>
        <translation>将 {what} 移至 {place}</translation>
    </message>
    <message>
        <source>Moves</source>
        <translation>移动</translation>
    </message>
    <message>
        <source>From</source>
        <translation>自</translation>
    </message>
    <message>
        <source>Atmosphere</source>
        <translation>气氛</translation>
    </message>
    <message>
        <source>{what} stands in {place}</source>
        <translation>{what} 位于 {place}</translation>
    </message>
    <message>
        <source>What is in it moves with it and keeps its place in it</source>
        <translation>其中的东西随之移动，在其中的位置不变</translation>
    </message>
    <message>
        <source>{place} is the home place from now on</source>
        <translation>今后以 {place} 为固定位置</translation>
    </message>
    <message>
        <source>{before} to {after}</source>
        <translation>由 {before} 变为 {after}</translation>
    </message>
    <message>
        <source>Any part of a name, path or code; or scan the place</source>
        <translation>名称、路径或代码的任一部分；也可扫描位置</translation>
    </message>
    <message>
        <source>Pieces</source>
        <translation>样品</translation>
    </message>
    <message>
        <source>scan or type each, then the place</source>
        <translation>逐个扫描或输入，最后输入位置</translation>
    </message>
</context>
<context>
    <name>NewPlaceDialog</name>
    <message>
        <source>Stands in</source>
        <translation>位于</translation>
    </message>
    <message>
        <source>empty: at the top</source>
        <translation>留空：在最上层</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>种类</translation>
    </message>
    <message>
        <source>as on its barcode</source>
        <translation>与其条码一致</translation>
    </message>
    <message>
        <source>Tare, g</source>
        <translation>皮重，g</translation>
    </message>
    <message>
        <source>Sealed</source>
        <translation>密封</translation>
    </message>
    <message>
        <source>Remote store</source>
        <translation>异地存放</translation>
    </message>
    <message>
        <source>New place</source>
        <translation>新建位置</translation>
    </message>
    <message>
        <source>Set up {place}</source>
        <translation>设置 {place}</translation>
    </message>
    <message>
        <source>the top</source>
        <translation>最上层</translation>
    </message>
    <message>
        <source>{place} stands in {where}</source>
        <translation>{place} 位于 {where}</translation>
    </message>
    <message>
        <source>What is in it is sealed: nothing in it can be split</source>
        <translation>其中的样品处于密封状态，不能分样</translation>
    </message>
    <message>
        <source>What stands in it counts as remote</source>
        <translation>其中的样品计为异地</translation>
    </message>
</context>
<context>
    <name>NoHits</name>
    <message>
        <source>Clear filters</source>
        <translation>清除筛选</translation>
    </message>
    <message>
        <source>Nothing matches “{text}”.</source>
        <translation>没有与“{text}”符合的样品。</translation>
    </message>
    <message>
        <source>Nothing matches these filters.</source>
        <translation>没有符合这些筛选的样品。</translation>
    </message>
    <message>
        <source>Filters: {filters}</source>
        <translation>筛选：{filters}</translation>
    </message>
    <message>
        <source>Clear the search</source>
        <translation>清除搜索</translation>
    </message>
    <message>
        <source>Nothing was in the book on {day}.</source>
        <translation>{day} 时在册为空。</translation>
    </message>
    <message>
        <source>Return to today</source>
        <translation>返回今天</translation>
    </message>
</context>
<context>
    <name>NotTakenTable</name>
    <message>
        <source>Not taken</source>
        <translation>未采用</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Files that are no answers</source>
        <translation>不是答复的文件</translation>
    </message>
    <message>
        <source>There is no workbook in that folder.</source>
        <translation>该文件夹中没有工作簿。</translation>
    </message>
</context>
<context>
    <name>NoteOwedDialog</name>
    <message>
        <source>What</source>
        <translation>事项</translation>
    </message>
    <message>
        <source>More precisely</source>
        <translation>具体内容</translation>
    </message>
    <message>
        <source>Expected by</source>
        <translation>应交日期</translation>
    </message>
    <message>
        <source>It came as</source>
        <translation>已交形式</translation>
    </message>
    <message>
        <source>empty: it is owed</source>
        <translation>留空：尚未交</translation>
    </message>
    <message>
        <source>Note what is owed</source>
        <translation>登记应交事项</translation>
    </message>
    <message>
        <source>It is not owed any more</source>
        <translation>不再欠交</translation>
    </message>
    <message>
        <source>It is asked for when the loan is closed</source>
        <translation>结案时将予核对</translation>
    </message>
</context>
<context>
    <name>NothingFound</name>
    <message>
        <source>Clear filters</source>
        <translation>清除筛选</translation>
    </message>
    <message>
        <source>Nothing matches “{text}”.</source>
        <translation>没有与“{text}”符合的样品。</translation>
    </message>
    <message>
        <source>Nothing matches these filters.</source>
        <translation>没有符合这些筛选的样品。</translation>
    </message>
    <message>
        <source>Filters: {filters}</source>
        <translation>筛选：{filters}</translation>
    </message>
</context>
<context>
    <name>Notices</name>
    <message>
        <source>As of {day}, end of day</source>
        <translation>截至 {day} 结束时</translation>
    </message>
    <message>
        <source>Read-only: nothing can be posted into the past from here.</source>
        <translation>只读：不能在此向过去登记。</translation>
    </message>
    <message>
        <source>Return to today</source>
        <translation>回到今天</translation>
    </message>
    <message>
        <source>{who} has the store open and may post. This window follows, and takes entries once that one closes.</source>
        <translation>{who} 已打开样品库并可入账。本窗口随之更新，待其关闭后即可入账。</translation>
    </message>
    <message>
        <source>This window looks again by itself, and takes entries as soon as it can.</source>
        <translation>此窗口会自动重试，一旦可以写入即可录入。</translation>
    </message>
    <message>
        <source>Look at this store</source>
        <translation>查看此样品库</translation>
    </message>
    <message>
        <source>Continue from here…</source>
        <translation>由此继续…</translation>
    </message>
    <message>
        <source>Hide until this store is opened again</source>
        <translation>隐藏，直到再次打开此库</translation>
    </message>
    <message>
        <source>Open its folder</source>
        <translation>打开其文件夹</translation>
    </message>
    <message>
        <source>Read it again</source>
        <translation>重新读取</translation>
    </message>
    <message>
        <source>Use the program’s policies</source>
        <translation>改用程序自带的政策</translation>
    </message>
    <message>
        <source>Read-only</source>
        <translation>只读</translation>
    </message>
    <message>
        <source>The file or its folder cannot be written. Everything can be looked at, nothing posted.</source>
        <translation>文件或其文件夹不可写。可以查看，不能登记。</translation>
    </message>
    <message>
        <source>Entering history · {day}</source>
        <translation>正在录入历史 · {day}</translation>
    </message>
    <message>
        <source>from {source}</source>
        <translation>依据 {source}</translation>
    </message>
    <message>
        <source>Another day…</source>
        <translation>另一天…</translation>
    </message>
    <message>
        <source>End</source>
        <translation>结束</translation>
    </message>
</context>
<context>
    <name>Obstacles</name>
    <message>
        <source>Still needed: {field}</source>
        <translation>尚缺：{field}</translation>
    </message>
    <message>
        <source>Not readable yet: {field}</source>
        <translation>尚不能识别：{field}</translation>
    </message>
    <message>
        <source>A rule does not allow this</source>
        <translation>有规则不允许</translation>
    </message>
    <message>
        <source>A warning waits for its reason</source>
        <translation>有警告待说明原因</translation>
    </message>
    <message>
        <source>{warnings}, {waiting} without a reason</source>
        <translation>{warnings}，{waiting} 条未说明原因</translation>
    </message>
    <message>
        <source>{warnings}, with a reason</source>
        <translation>{warnings}，已说明原因</translation>
    </message>
    <message>
        <source>1 block</source>
        <translation>1 项阻止</translation>
    </message>
    <message>
        <source>{count} blocks</source>
        <translation>{count} 项阻止</translation>
    </message>
    <message>
        <source>1 warning</source>
        <translation>1 条警告</translation>
    </message>
    <message>
        <source>{count} warnings</source>
        <translation>{count} 条警告</translation>
    </message>
</context>
<context>
    <name>OffSiteSections</name>
    <message>
        <source>{count} overdue</source>
        <translation>{count} 件逾期</translation>
    </message>
    <message>
        <source>next due {day}</source>
        <translation>最近到期 {day}</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>编号</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>自</translation>
    </message>
    <message>
        <source>Due</source>
        <translation>到期</translation>
    </message>
    <message>
        <source>Loan</source>
        <translation>借用</translation>
    </message>
    <message>
        <source>With</source>
        <translation>在何处</translation>
    </message>
    <message>
        <source>no due day</source>
        <translation>无到期日</translation>
    </message>
</context>
<context>
    <name>Offering</name>
    <message>
        <source>Only for pieces that are here or at a remote site.</source>
        <translation>仅适用于在库或在异地的样品。</translation>
    </message>
    <message>
        <source>Only for pieces that exist, or for places.</source>
        <translation>仅适用于现存样品或位置。</translation>
    </message>
    <message>
        <source>Only for pieces that are lost or stolen.</source>
        <translation>仅适用于丢失或被盗的样品。</translation>
    </message>
    <message>
        <source>Only for pieces on display.</source>
        <translation>仅适用于展出中的样品。</translation>
    </message>
    <message>
        <source>Only for a move, or a place that was moved.</source>
        <translation>仅适用于移动记录，或移动过的位置。</translation>
    </message>
    <message>
        <source>Only for a piece that is void.</source>
        <translation>仅用于已作废的样品。</translation>
    </message>
    <message>
        <source>Only for pieces kept in the cold.</source>
        <translation>仅适用于冷冻保存的样品。</translation>
    </message>
    <message>
        <source>Only for a sealed container, or a piece standing in one.</source>
        <translation>仅适用于密封容器，或其中的样品。</translation>
    </message>
    <message>
        <source>Only for soils, which their form says can be sieved.</source>
        <translation>仅适用于形态上可筛分的土壤。</translation>
    </message>
    <message>
        <source>Only for core segments.</source>
        <translation>仅适用于岩芯段。</translation>
    </message>
    <message>
        <source>Choose a case in Attention first.</source>
        <translation>请先在“待办”中选择案件。</translation>
    </message>
    <message>
        <source>Choose a work order in Attention first.</source>
        <translation>请先在“待办”中选择工单。</translation>
    </message>
</context>
<context>
    <name>OpenRoundDialog</name>
    <message>
        <source>Number</source>
        <translation>编号</translation>
    </message>
    <message>
        <source>empty: the next of the year</source>
        <translation>留空：该年下一个编号</translation>
    </message>
    <message>
        <source>What was out on</source>
        <translation>在外截止日</translation>
    </message>
    <message>
        <source>To be answered by</source>
        <translation>答复期限</translation>
    </message>
    <message>
        <source>by code, with a comma between them; empty: all</source>
        <translation>按代码，以逗号分隔；留空：全部</translation>
    </message>
    <message>
        <source>Collections</source>
        <translation>馆藏</translation>
    </message>
    <message>
        <source>Open an inventory</source>
        <translation>开始清查</translation>
    </message>
    <message>
        <source>Each line keeps what it held on that day, and who answered for it</source>
        <translation>每条明细记下当日所持及负责人</translation>
    </message>
    <message>
        <source>Who does not answer in time is delinquent in every collection</source>
        <translation>逾期未复者在所有馆藏中列为失责</translation>
    </message>
</context>
<context>
    <name>OpenSealedDialog</name>
    <message>
        <source>Opened into</source>
        <translation>开启于</translation>
    </message>
    <message>
        <source>Gas</source>
        <translation>气体</translation>
    </message>
    <message>
        <source>such as N2, 10 ppm H2O</source>
        <translation>例如N2，10 ppm H2O</translation>
    </message>
    <message>
        <source>State of the seal</source>
        <translation>密封状况</translation>
    </message>
    <message>
        <source>intact, leaking, broken</source>
        <translation>完好、泄漏、破损</translation>
    </message>
    <message>
        <source>Condition from then on</source>
        <translation>此后的状态</translation>
    </message>
    <message>
        <source>Evidence</source>
        <translation>依据</translation>
    </message>
    <message>
        <source>Balance</source>
        <translation>天平</translation>
    </message>
    <message>
        <source>What stands in it, and its net mass now</source>
        <translation>其中的样品及现在的净重</translation>
    </message>
    <message>
        <source>Contents</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>Open {place}</source>
        <translation>开启{place}</translation>
    </message>
    <message>
        <source>Open {place} into {gas}</source>
        <translation>在{gas}中开启{place}</translation>
    </message>
    <message>
        <source>In the container</source>
        <translation>容器内</translation>
    </message>
    <message>
        <source>Weighed now</source>
        <translation>现在称量</translation>
    </message>
    <message>
        <source>{place} is sealed no more</source>
        <translation>{place}不再密封</translation>
    </message>
    <message>
        <source>Condition becomes: {condition}</source>
        <translation>状态变为：{condition}</translation>
    </message>
</context>
<context>
    <name>OperatorsDialog</name>
    <message>
        <source>Operators</source>
        <translation>操作员</translation>
    </message>
    <message>
        <source>A new operator</source>
        <translation>新操作员</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>姓名</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>职责</translation>
    </message>
    <message>
        <source>No longer works here</source>
        <translation>不再在此工作</translation>
    </message>
    <message>
        <source>Change {name}</source>
        <translation>更改 {name}</translation>
    </message>
    <message>
        <source>Set up {name}</source>
        <translation>设置 {name}</translation>
    </message>
    <message>
        <source>Set up an operator</source>
        <translation>设置操作员</translation>
    </message>
    <message>
        <source>Nothing is changed yet</source>
        <translation>尚未更改</translation>
    </message>
    <message>
        <source>{name}: {role}</source>
        <translation>{name}：{role}</translation>
    </message>
    <message>
        <source>An auditor sees everything and posts nothing</source>
        <translation>审计员可查看一切，不能登记</translation>
    </message>
    <message>
        <source>Posts nothing any more; earlier entries keep the name</source>
        <translation>不再登记；以前的条目保留其姓名</translation>
    </message>
    <message>
        <source>PIN</source>
        <translation>PIN</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>{name} sets this PIN: choose {name} under “Who acts” first.</source>
        <translation>该 PIN 由 {name} 自行设置：请先在“操作员”中选择 {name}。</translation>
    </message>
    <message>
        <source>Only {name} changes this PIN.</source>
        <translation>该 PIN 只能由 {name} 更改。</translation>
    </message>
    <message>
        <source>Only {names} can reset this PIN.</source>
        <translation>该 PIN 只能由 {names} 重置。</translation>
    </message>
    <message>
        <source>Reset this PIN with the command “lunarcurator pin reset”; the manual says how.</source>
        <translation>请用命令“lunarcurator pin reset”重置该 PIN，方法见手册。</translation>
    </message>
    <message>
        <source>retired</source>
        <translation>已停用</translation>
    </message>
    <message>
        <source>set</source>
        <translation>已设</translation>
    </message>
</context>
<context>
    <name>PackShipmentDialog</name>
    <message>
        <source>Change</source>
        <translation>更改</translation>
    </message>
    <message>
        <source>empty: a new shipment</source>
        <translation>留空：新建货运</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>编号</translation>
    </message>
    <message>
        <source>empty: the next of the year</source>
        <translation>留空：取当年下一个号</translation>
    </message>
    <message>
        <source>Goes</source>
        <translation>方向</translation>
    </message>
    <message>
        <source>Carrier</source>
        <translation>运送方式</translation>
    </message>
    <message>
        <source>Firm</source>
        <translation>公司</translation>
    </message>
    <message>
        <source>Tracking number</source>
        <translation>运单号</translation>
    </message>
    <message>
        <source>Seals</source>
        <translation>封条</translation>
    </message>
    <message>
        <source>with a semicolon between them</source>
        <translation>以分号分隔</translation>
    </message>
    <message>
        <source>Carried by</source>
        <translation>携带人</translation>
    </message>
    <message>
        <source>names, with a semicolon</source>
        <translation>姓名，以分号分隔</translation>
    </message>
    <message>
        <source>Route</source>
        <translation>路线</translation>
    </message>
    <message>
        <source>Declared value</source>
        <translation>申报价值</translation>
    </message>
    <message>
        <source>Insurance</source>
        <translation>保险</translation>
    </message>
    <message>
        <source>Or waiver</source>
        <translation>或免保声明</translation>
    </message>
    <message>
        <source>Condition at exit</source>
        <translation>发出时状况</translation>
    </message>
    <message>
        <source>Photographs at exit</source>
        <translation>发出时照片</translation>
    </message>
    <message>
        <source>Pack a shipment</source>
        <translation>装箱</translation>
    </message>
    <message>
        <source>Change the shipment</source>
        <translation>更改货运</translation>
    </message>
    <message>
        <source>Nothing is changed yet</source>
        <translation>尚无更改</translation>
    </message>
    <message>
        <source>What is on record of the shipment changes; no line moves</source>
        <translation>货运的登记内容将更改；明细不移动</translation>
    </message>
    <message>
        <source>Lines of any loans can be issued in it; nothing leaves yet</source>
        <translation>可装入任意借用单的明细；尚未发出</translation>
    </message>
    <message>
        <source>was {text}</source>
        <translation>原为 {text}</translation>
    </message>
</context>
<context>
    <name>PageView</name>
    <message>
        <source>Page of the manual</source>
        <translation>手册页面</translation>
    </message>
</context>
<context>
    <name>Pages</name>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Sheet and header</source>
        <translation>工作表和表头</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>列</translation>
    </message>
    <message>
        <source>Verdicts</source>
        <translation>判定</translation>
    </message>
    <message>
        <source>Post</source>
        <translation>入账</translation>
    </message>
    <message>
        <source>Choose a file…</source>
        <translation>选择文件…</translation>
    </message>
    <message>
        <source>A workbook (.xlsx, .xlsm, .xls, .ods) or a text table (.csv, .tsv, .psv, .txt).</source>
        <translation>工作簿（.xlsx、.xlsm、.xls、.ods）或文本表格（.csv、.tsv、.psv、.txt）。</translation>
    </message>
    <message>
        <source>What is on the clipboard: rows copied in a spreadsheet program, or a copied file.</source>
        <translation>剪贴板上的内容：在表格软件中复制的行，或复制的文件。</translation>
    </message>
    <message>
        <source>Paste rows</source>
        <translation>粘贴行</translation>
    </message>
    <message>
        <source>Stopped. Nothing was written.</source>
        <translation>已停止，没有写入任何内容。</translation>
    </message>
    <message>
        <source>What comes in?</source>
        <translation>要导入什么？</translation>
    </message>
    <message>
        <source>Every row is judged before anything is written.</source>
        <translation>写入之前，每一行都先行判定。</translation>
    </message>
    <message>
        <source>Or drop a file anywhere in this dialog.</source>
        <translation>也可将文件拖放到此对话框任意处。</translation>
    </message>
</context>
<context>
    <name>PagesDialog</name>
    <message>
        <source>Print</source>
        <translation>打印</translation>
    </message>
    <message>
        <source>Page before</source>
        <translation>上一页</translation>
    </message>
    <message>
        <source>Next page</source>
        <translation>下一页</translation>
    </message>
    <message>
        <source>Save as PDF…</source>
        <translation>另存为 PDF…</translation>
    </message>
    <message>
        <source>Stopped. Not all pages were printed.</source>
        <translation>已停止。并未打印全部页面。</translation>
    </message>
    <message>
        <source>Page {page} of {pages}</source>
        <translation>第 {page} 页，共 {pages} 页</translation>
    </message>
    <message>
        <source>No font of this machine has {signs}: they print as boxes. Install a font that has them.</source>
        <translation>本机没有字体含有{signs}，打印时会显示为方框。请安装含有这些字的字体。</translation>
    </message>
</context>
<context>
    <name>Palette</name>
    <message>
        <source>Find anything</source>
        <translation>查找</translation>
    </message>
    <message>
        <source>A number in any spelling, a name, or what you want to do</source>
        <translation>任意写法的编号、名称，或要做的事</translation>
    </message>
    <message>
        <source>What was found</source>
        <translation>查找结果</translation>
    </message>
    <message>
        <source>choose</source>
        <translation>选择</translation>
    </message>
    <message>
        <source>go to</source>
        <translation>前往</translation>
    </message>
    <message>
        <source>leave</source>
        <translation>离开</translation>
    </message>
    <message>
        <source>Any spelling: 15555-920, 15555.920, ,920</source>
        <translation>任意写法：15555-920、15555.920、,920</translation>
    </message>
    <message>
        <source>Nothing was found for “{text}”.</source>
        <translation>未找到“{text}”。</translation>
    </message>
    <message>
        <source>Samples</source>
        <translation>样品</translation>
    </message>
    <message>
        <source>Do</source>
        <translation>操作</translation>
    </message>
</context>
<context>
    <name>PaperDialog</name>
    <message>
        <source>Print</source>
        <translation>打印</translation>
    </message>
    <message>
        <source>Print a paper</source>
        <translation>打印文书</translation>
    </message>
    <message>
        <source>Paper</source>
        <translation>文书</translation>
    </message>
    <message>
        <source>Operation</source>
        <translation>操作</translation>
    </message>
    <message>
        <source>Of</source>
        <translation>对象</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Save the paper</source>
        <translation>保存文书</translation>
    </message>
    <message>
        <source>PDF (*.pdf);;Web page (*.html);;Workbook (*.xlsx)</source>
        <translation>PDF (*.pdf);;网页 (*.html);;工作簿 (*.xlsx)</translation>
    </message>
    <message>
        <source>Written as {file}.</source>
        <translation>已写入 {file}。</translation>
    </message>
    <message>
        <source>Save as…</source>
        <translation>另存为…</translation>
    </message>
    <message>
        <source>Open file</source>
        <translation>打开文件</translation>
    </message>
</context>
<context>
    <name>PartyDialog</name>
    <message>
        <source>Agreement</source>
        <translation>协议</translation>
    </message>
</context>
<context>
    <name>PeopleDialog</name>
    <message>
        <source>A new person</source>
        <translation>新人员</translation>
    </message>
    <message>
        <source>Change {name}</source>
        <translation>更改 {name}</translation>
    </message>
    <message>
        <source>Contact</source>
        <translation>联系方式</translation>
    </message>
    <message>
        <source>Enter a person</source>
        <translation>登记人员</translation>
    </message>
    <message>
        <source>Enter {name}</source>
        <translation>登记 {name}</translation>
    </message>
    <message>
        <source>Institution</source>
        <translation>机构</translation>
    </message>
    <message>
        <source>Last heard of</source>
        <translation>最近联系</translation>
    </message>
    <message>
        <source>Left on</source>
        <translation>离任日</translation>
    </message>
    <message>
        <source>Left on {day}; what was agreed there stays on record</source>
        <translation>于 {day} 离任；在该处订立的协议保留记录</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>姓名</translation>
    </message>
    <message>
        <source>Names in other scripts</source>
        <translation>其他文字姓名</translation>
    </message>
    <message>
        <source>People</source>
        <translation>人员</translation>
    </message>
    <message>
        <source>People who borrow</source>
        <translation>借用人</translation>
    </message>
    <message>
        <source>Remarks</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>角色</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>There since</source>
        <translation>到任日</translation>
    </message>
    <message>
        <source>e-mail; telephone; post</source>
        <translation>电子邮件；电话；邮寄</translation>
    </message>
    <message>
        <source>empty: still there</source>
        <translation>留空：仍在任</translation>
    </message>
    <message>
        <source>with a semicolon between them</source>
        <translation>以分号分隔</translation>
    </message>
    <message>
        <source>{name}, without an institution</source>
        <translation>{name}，无所属机构</translation>
    </message>
    <message>
        <source>{name}: {role} at {place}</source>
        <translation>{name}：{place}{role}</translation>
    </message>
    <message>
        <source>Nothing is changed yet</source>
        <translation>尚无更改</translation>
    </message>
</context>
<context>
    <name>PeoplePage</name>
    <message>
        <source>Borrower</source>
        <translation>借用人</translation>
    </message>
    <message>
        <source>Institution</source>
        <translation>机构</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>发出</translation>
    </message>
    <message>
        <source>Lines</source>
        <translation>分录</translation>
    </message>
    <message>
        <source>Unanswered</source>
        <translation>未答复</translation>
    </message>
    <message>
        <source>To work through</source>
        <translation>待处理</translation>
    </message>
    <message>
        <source>Last answer</source>
        <translation>最近答复</translation>
    </message>
    <message>
        <source>Days late</source>
        <translation>迟延天数</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>How the borrowers stand</source>
        <translation>借用人情况</translation>
    </message>
    <message>
        <source>{answered} of 1 borrower has nothing left to answer, {late} delinquent in every collection</source>
        <translation>1 位借用人中 {answered} 位无待答明细，{late} 位在所有馆藏中失信</translation>
    </message>
    <message>
        <source>{answered} of {all} borrowers have nothing left to answer, {late} delinquent in every collection</source>
        <translation>{all} 位借用人中 {answered} 位无待答明细，{late} 位在所有馆藏中失信</translation>
    </message>
</context>
<context>
    <name>PieceDossier</name>
    <message>
        <source>Exposure and temperature</source>
        <translation>暴露与温度</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>编号</translation>
    </message>
    <message>
        <source>Handling</source>
        <translation>操作限制</translation>
    </message>
    <message>
        <source>Core and fractions</source>
        <translation>岩芯与粒级</translation>
    </message>
    <message>
        <source>Butts and sections</source>
        <translation>坯块与薄片</translation>
    </message>
    <message>
        <source>Belongs together</source>
        <translation>相关样品</translation>
    </message>
    <message>
        <source>What sources say</source>
        <translation>各来源的说法</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>权属</translation>
    </message>
    <message>
        <source>Still open</source>
        <translation>未结事项</translation>
    </message>
    <message>
        <source>Add…</source>
        <translation>添加…</translation>
    </message>
    <message>
        <source>Kept at {temperature}</source>
        <translation>保存于{temperature}</translation>
    </message>
    <message>
        <source>in {place}</source>
        <translation>在{place}</translation>
    </message>
    <message>
        <source>inherited from {number}</source>
        <translation>继承自{number}</translation>
    </message>
    <message>
        <source>this lab, entry {entry}</source>
        <translation>本实验室，记录 {entry}</translation>
    </message>
    <message>
        <source>Given by</source>
        <translation>给出者</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>set {name}</source>
        <translation>套组{name}</translation>
    </message>
    <message>
        <source>home slot {place}</source>
        <translation>固定位置{place}</translation>
    </message>
    <message>
        <source>Another body of</source>
        <translation>同号另一体，主体</translation>
    </message>
    <message>
        <source>Further bodies</source>
        <translation>同号其他部分</translation>
    </message>
    <message>
        <source>{field}: {value}, chosen</source>
        <translation>{field}：{value}，采用</translation>
    </message>
    <message>
        <source>{field}: {value}</source>
        <translation>{field}：{value}</translation>
    </message>
    <message>
        <source>Case</source>
        <translation>案件</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>工单</translation>
    </message>
    <message>
        <source>Marked</source>
        <translation>标记</translation>
    </message>
    <message>
        <source>Change…</source>
        <translation>变更…</translation>
    </message>
</context>
<context>
    <name>PieceFamily</name>
    <message>
        <source>Nothing is known of its kin.</source>
        <translation>没有亲缘记录。</translation>
    </message>
    <message>
        <source>Began</source>
        <translation>起初</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>现有</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>编号</translation>
    </message>
    <message>
        <source>Form</source>
        <translation>形态</translation>
    </message>
    <message>
        <source>Genealogy</source>
        <translation>谱系</translation>
    </message>
    <message>
        <source>{count} more</source>
        <translation>另有 {count} 件</translation>
    </message>
    <message>
        <source>Attrition</source>
        <translation>损耗</translation>
    </message>
    <message>
        <source>also {number}</source>
        <translation>另 {number}</translation>
    </message>
</context>
<context>
    <name>PieceHead</name>
    <message>
        <source>Copy the number</source>
        <translation>复制编号</translation>
    </message>
    <message>
        <source>Close the panel</source>
        <translation>关闭面板</translation>
    </message>
    <message>
        <source>More actions</source>
        <translation>更多操作</translation>
    </message>
    <message>
        <source>Split…</source>
        <translation>分样…</translation>
    </message>
    <message>
        <source>Weigh…</source>
        <translation>称量…</translation>
    </message>
    <message>
        <source>Move…</source>
        <translation>移动…</translation>
    </message>
    <message>
        <source>Existence</source>
        <translation>存续</translation>
    </message>
    <message>
        <source>Custody</source>
        <translation>保管</translation>
    </message>
    <message>
        <source>Condition</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Access</source>
        <translation>开放程度</translation>
    </message>
    <message>
        <source>Use</source>
        <translation>用途</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>权属</translation>
    </message>
</context>
<context>
    <name>PieceJournal</name>
    <message>
        <source>{count} older</source>
        <translation>另有较早的 {count} 条</translation>
    </message>
    <message>
        <source>Entry {seq}</source>
        <translation>条目 {seq}</translation>
    </message>
    <message>
        <source>Undone</source>
        <translation>已撤销</translation>
    </message>
</context>
<context>
    <name>PieceMass</name>
    <message>
        <source>Mass</source>
        <translation>质量</translation>
    </message>
    <message>
        <source>original, not reconciled</source>
        <translation>原始，未核对</translation>
    </message>
    <message>
        <source>nominal {mass}</source>
        <translation>标称 {mass}</translation>
    </message>
    <message>
        <source>{mass} originally</source>
        <translation>原始 {mass}</translation>
    </message>
    <message>
        <source>{share} of {original}</source>
        <translation>{original} 的 {share}</translation>
    </message>
    <message>
        <source>with its daughters {share} of {original}</source>
        <translation>连同子样为 {original} 的 {share}</translation>
    </message>
    <message>
        <source>{known}, to {resolution}</source>
        <translation>{known}，分辨率 {resolution}</translation>
    </message>
    <message>
        <source>{mass} not reconciled</source>
        <translation>{mass} 未核对</translation>
    </message>
    <message>
        <source>Weighed {day} on {balance}</source>
        <translation>{day} 用 {balance} 称量</translation>
    </message>
    <message>
        <source>Weighed {day}</source>
        <translation>{day} 称量</translation>
    </message>
    <message>
        <source>held</source>
        <translation>持有</translation>
    </message>
    <message>
        <source>daughters</source>
        <translation>子样</translation>
    </message>
    <message>
        <source>Last weighed {day} on {balance}</source>
        <translation>最近一次于 {day} 用 {balance} 称量</translation>
    </message>
    <message>
        <source>Last weighed {day}</source>
        <translation>最近一次于 {day} 称量</translation>
    </message>
    <message>
        <source>weighed daughters</source>
        <translation>已称量的子样</translation>
    </message>
    <message>
        <source>recovered</source>
        <translation>回收</translation>
    </message>
    <message>
        <source>attrition</source>
        <translation>损耗</translation>
    </message>
    <message>
        <source>unweighed daughters</source>
        <translation>未称量的子样</translation>
    </message>
    <message>
        <source>into weighed daughters</source>
        <translation>分入已称量的子样</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>变化</translation>
    </message>
    <message>
        <source>Balance</source>
        <translation>结余</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Entry</source>
        <translation>条目</translation>
    </message>
    <message>
        <source>History of the mass</source>
        <translation>质量历史</translation>
    </message>
    <message>
        <source>Entered</source>
        <translation>入账</translation>
    </message>
    <message>
        <source>Entered below {parent}</source>
        <translation>在 {parent} 之下入账</translation>
    </message>
    <message>
        <source>Split from {parent}</source>
        <translation>自 {parent} 分出</translation>
    </message>
    <message>
        <source>Split into {count}</source>
        <translation>分为 {count} 件</translation>
    </message>
    <message>
        <source>Daughters entered</source>
        <translation>子样入账</translation>
    </message>
    <message>
        <source>Weighed</source>
        <translation>称量</translation>
    </message>
    <message>
        <source>Explained later</source>
        <translation>事后查明</translation>
    </message>
    <message>
        <source>Written off</source>
        <translation>核销</translation>
    </message>
    <message>
        <source>Voided</source>
        <translation>作废</translation>
    </message>
    <message>
        <source>Mass flow</source>
        <translation>质量去向</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>接收</translation>
    </message>
    <message>
        <source>Split off with</source>
        <translation>分出时</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>现在</translation>
    </message>
    <message>
        <source>into daughters</source>
        <translation>分入子样</translation>
    </message>
    <message>
        <source>from other pieces</source>
        <translation>来自其他样品</translation>
    </message>
    <message>
        <source>consumed</source>
        <translation>消耗</translation>
    </message>
    <message>
        <source>lost</source>
        <translation>丢失</translation>
    </message>
    <message>
        <source>transferred</source>
        <translation>转移</translation>
    </message>
    <message>
        <source>into unweighed pieces</source>
        <translation>进入未称量样品</translation>
    </message>
    <message>
        <source>weighed for the first time</source>
        <translation>首次称得</translation>
    </message>
    <message>
        <source>not reconciled</source>
        <translation>未核对</translation>
    </message>
    <message>
        <source>weighing adjustments</source>
        <translation>称量调整</translation>
    </message>
</context>
<context>
    <name>PieceOverview</name>
    <message>
        <source>Number suggests</source>
        <translation>编号提示</translation>
    </message>
    <message>
        <source>Places and custody</source>
        <translation>位置与保管</translation>
    </message>
    <message>
        <source>Genealogy</source>
        <translation>谱系</translation>
    </message>
    <message>
        <source>Open tree</source>
        <translation>打开样品树</translation>
    </message>
    <message>
        <source>Other names</source>
        <translation>其他名称</translation>
    </message>
    <message>
        <source>Facts</source>
        <translation>资料</translation>
    </message>
    <message>
        <source>Add…</source>
        <translation>添加…</translation>
    </message>
    <message>
        <source>Correct…</source>
        <translation>更正…</translation>
    </message>
    <message>
        <source>Place not stated</source>
        <translation>位置未说明</translation>
    </message>
    <message>
        <source>{count} earlier</source>
        <translation>另有较早的 {count} 条</translation>
    </message>
    <message>
        <source>since {day}</source>
        <translation>自 {day}</translation>
    </message>
    <message>
        <source>asked back by {day}</source>
        <translation>召回期限 {day}</translation>
    </message>
    <message>
        <source>until {day}</source>
        <translation>至 {day}</translation>
    </message>
    <message>
        <source>In care for {who}</source>
        <translation>代 {who} 保管</translation>
    </message>
    <message>
        <source>given back {day}</source>
        <translation>{day} 归还</translation>
    </message>
    <message>
        <source>Was in care for {who}</source>
        <translation>曾代 {who} 保管</translation>
    </message>
    <message>
        <source>home place</source>
        <translation>固定位置</translation>
    </message>
    <message>
        <source>With {who}</source>
        <translation>在{who}</translation>
    </message>
    <message>
        <source>On the way to {who}</source>
        <translation>运往{who}途中</translation>
    </message>
    <message>
        <source>From</source>
        <translation>来自</translation>
    </message>
    <message>
        <source>Daughters</source>
        <translation>子样</translation>
    </message>
    <message>
        <source>Last seen</source>
        <translation>最近见到</translation>
    </message>
    <message>
        <source>{percent}, published {day}</source>
        <translation>{percent}，{day} 公布</translation>
    </message>
    <message>
        <source>until {day}: {value}</source>
        <translation>至 {day}：{value}</translation>
    </message>
    <message>
        <source>Found by</source>
        <translation>发现人</translation>
    </message>
    <message>
        <source>Found at</source>
        <translation>发现地点</translation>
    </message>
    <message>
        <source>Claimed number</source>
        <translation>所称编号</translation>
    </message>
    <message>
        <source>Steps taken</source>
        <translation>核实经过</translation>
    </message>
    <message>
        <source>Loans</source>
        <translation>借用</translation>
    </message>
    <message>
        <source>due {day}</source>
        <translation>{day} 到期</translation>
    </message>
    <message>
        <source>no due day</source>
        <translation>无到期日</translation>
    </message>
    <message>
        <source>closed {day}</source>
        <translation>{day} 结清</translation>
    </message>
</context>
<context>
    <name>PiecePanel</name>
    <message>
        <source>No piece is selected.</source>
        <translation>没有选择样品。</translation>
    </message>
    <message>
        <source>Pages of the piece</source>
        <translation>样品页面</translation>
    </message>
    <message>
        <source>Overview</source>
        <translation>概览</translation>
    </message>
    <message>
        <source>Genealogy</source>
        <translation>谱系</translation>
    </message>
    <message>
        <source>Journal</source>
        <translation>日志</translation>
    </message>
    <message>
        <source>This piece was not in the book then.</source>
        <translation>当时账上还没有这件样品。</translation>
    </message>
    <message>
        <source>Nothing can be entered while another day is shown.</source>
        <translation>查看其他日期时不能登记。</translation>
    </message>
    <message>
        <source>The store is read-only.</source>
        <translation>样品库为只读。</translation>
    </message>
</context>
<context>
    <name>PinReset</name>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Your PIN</source>
        <translation>您的 PIN</translation>
    </message>
    <message>
        <source>Second person</source>
        <translation>第二人</translation>
    </message>
    <message>
        <source>PIN of the second person</source>
        <translation>第二人的 PIN</translation>
    </message>
    <message>
        <source>Reset the PIN</source>
        <translation>重置 PIN</translation>
    </message>
    <message>
        <source>Forgotten PIN</source>
        <translation>遗忘的 PIN</translation>
    </message>
    <message>
        <source>Reset the PIN of {name}</source>
        <translation>重置 {name} 的 PIN</translation>
    </message>
    <message>
        <source>The PIN is gone. Its owner sets a new one.</source>
        <translation>PIN 已取消，请其本人设置新的 PIN。</translation>
    </message>
</context>
<context>
    <name>PinSetting</name>
    <message>
        <source>Present PIN</source>
        <translation>当前 PIN</translation>
    </message>
    <message>
        <source>New PIN</source>
        <translation>新 PIN</translation>
    </message>
    <message>
        <source>New PIN again</source>
        <translation>再次输入新 PIN</translation>
    </message>
    <message>
        <source>Set the PIN</source>
        <translation>设置 PIN</translation>
    </message>
    <message>
        <source>PIN</source>
        <translation>PIN</translation>
    </message>
    <message>
        <source>Set the PIN of {name}</source>
        <translation>设置 {name} 的 PIN</translation>
    </message>
    <message>
        <source>Choose an operator to set a PIN.</source>
        <translation>请选择要设置 PIN 的操作员。</translation>
    </message>
    <message>
        <source>The two new PINs differ. Type them again.</source>
        <translation>两次输入的新 PIN 不同。请重新输入。</translation>
    </message>
    <message>
        <source>The present PIN is another one. Type it again.</source>
        <translation>当前 PIN 不符。请重新输入。</translation>
    </message>
    <message>
        <source>The PIN is set.</source>
        <translation>PIN 已设置。</translation>
    </message>
</context>
<context>
    <name>PlacePanel</name>
    <message>
        <source>More actions</source>
        <translation>更多操作</translation>
    </message>
    <message>
        <source>Close the panel</source>
        <translation>关闭面板</translation>
    </message>
    <message>
        <source>Show in the loans</source>
        <translation>在借用中显示</translation>
    </message>
    <message>
        <source>Places</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>No place is selected.</source>
        <translation>没有选择位置。</translation>
    </message>
    <message>
        <source>Place not stated</source>
        <translation>位置未说明</translation>
    </message>
    <message>
        <source>Nobody has said yet where these pieces are.</source>
        <translation>尚无人说明这些样品在何处。</translation>
    </message>
    <message>
        <source>{count} more in the loans</source>
        <translation>借用中还有 {count} 件</translation>
    </message>
    <message>
        <source>Out, home here</source>
        <translation>外出，原位在此</translation>
    </message>
    <message>
        <source>{count} more</source>
        <translation>还有 {count} 件</translation>
    </message>
    <message>
        <source>Mass</source>
        <translation>质量</translation>
    </message>
    <message>
        <source>{pieces}, {mass}</source>
        <translation>{pieces}，{mass}</translation>
    </message>
    <message>
        <source>Move to…</source>
        <translation>移至…</translation>
    </message>
    <message>
        <source>New…</source>
        <translation>新建…</translation>
    </message>
    <message>
        <source>Sight all…</source>
        <translation>全部记为见到…</translation>
    </message>
    <message>
        <source>New place in this one</source>
        <translation>在此位置内新建</translation>
    </message>
    <message>
        <source>Correct the place…</source>
        <translation>更正位置…</translation>
    </message>
    <message>
        <source>Retire the place…</source>
        <translation>停用位置…</translation>
    </message>
    <message>
        <source>code {code}</source>
        <translation>代码 {code}</translation>
    </message>
    <message>
        <source>tare {mass}</source>
        <translation>皮重 {mass}</translation>
    </message>
    <message>
        <source>sealed</source>
        <translation>密封</translation>
    </message>
    <message>
        <source>remote</source>
        <translation>异地</translation>
    </message>
    <message>
        <source>retired</source>
        <translation>已停用</translation>
    </message>
    <message>
        <source>Contents</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>Empty.</source>
        <translation>空。</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>编号</translation>
    </message>
    <message>
        <source>Form</source>
        <translation>形态</translation>
    </message>
    <message>
        <source>In</source>
        <translation>所在</translation>
    </message>
    <message>
        <source>{count} more in the samples</source>
        <translation>另有 {count} 件，见样品</translation>
    </message>
    <message>
        <source>Moves of this place</source>
        <translation>此位置的移动</translation>
    </message>
    <message>
        <source>Moved</source>
        <translation>移动日期</translation>
    </message>
    <message>
        <source>From</source>
        <translation>自</translation>
    </message>
    <message>
        <source>To</source>
        <translation>至</translation>
    </message>
    <message>
        <source>set up</source>
        <translation>设立</translation>
    </message>
    <message>
        <source>the top</source>
        <translation>最上层</translation>
    </message>
    <message>
        <source>{count} piece</source>
        <translation>{count} 件样品</translation>
    </message>
    <message>
        <source>{count} pieces</source>
        <translation>{count} 件样品</translation>
    </message>
    <message>
        <source>{count} places</source>
        <translation>{count} 个位置</translation>
    </message>
    <message>
        <source>Move to… and Sight all… act on all of them.</source>
        <translation>“移至…”和“全部记为见到…”对所选全部位置生效。</translation>
    </message>
    <message>
        <source>Together</source>
        <translation>合计</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>Pieces</source>
        <translation>件数</translation>
    </message>
    <message>
        <source>Move it back…</source>
        <translation>移回原处…</translation>
    </message>
    <message>
        <source>Declare all in it lost or stolen…</source>
        <translation>宣告其中全部丢失或被盗…</translation>
    </message>
    <message>
        <source>Open it…</source>
        <translation>开启…</translation>
    </message>
    <message>
        <source>Record what all in it met…</source>
        <translation>记录其中全部样品的暴露…</translation>
    </message>
</context>
<context>
    <name>PlaceTree</name>
    <message>
        <source>Places</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>种类</translation>
    </message>
    <message>
        <source>Atmosphere</source>
        <translation>气氛</translation>
    </message>
</context>
<context>
    <name>PlacesRoom</name>
    <message>
        <source>Sight all…</source>
        <translation>全部记为见到…</translation>
    </message>
    <message>
        <source>New place…</source>
        <translation>新建位置…</translation>
    </message>
    <message>
        <source>Places</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>Place not stated</source>
        <translation>位置未说明</translation>
    </message>
    <message>
        <source>Sealed</source>
        <translation>密封</translation>
    </message>
    <message>
        <source>Remote</source>
        <translation>异地</translation>
    </message>
    <message>
        <source>Retired</source>
        <translation>已停用</translation>
    </message>
    <message>
        <source>On loan</source>
        <translation>借出</translation>
    </message>
    <message>
        <source>In transit</source>
        <translation>运输途中</translation>
    </message>
    <message>
        <source>{count} overdue</source>
        <translation>{count} 件逾期</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>种类</translation>
    </message>
    <message>
        <source>Atmosphere</source>
        <translation>气氛</translation>
    </message>
    <message>
        <source>Pieces</source>
        <translation>样品</translation>
    </message>
    <message>
        <source>Mass</source>
        <translation>质量</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Begin with the site; buildings, rooms, vaults and cabinets stand in it.</source>
        <translation>从站点开始；楼、室、库房和柜都在其中。</translation>
    </message>
    <message>
        <source>Places are where pieces stand: from a site down to a vial.</source>
        <translation>位置是存放样品之处：从站点直到小瓶。</translation>
    </message>
    <message>
        <source>There are no places yet</source>
        <translation>还没有位置</translation>
    </message>
    <message>
        <source>Nothing can be entered while another day is shown.</source>
        <translation>查看其他日期时不能登记。</translation>
    </message>
    <message>
        <source>The store is read-only.</source>
        <translation>样品库为只读。</translation>
    </message>
    <message>
        <source>unweighed</source>
        <translation>未称量</translation>
    </message>
    <message>
        <source>{count} unweighed</source>
        <translation>{count} 件未称量</translation>
    </message>
</context>
<context>
    <name>PlanSplitDialog</name>
    <message>
        <source>Method</source>
        <translation>方法</translation>
    </message>
    <message>
        <source>What for</source>
        <translation>目的</translation>
    </message>
    <message>
        <source>Daughters wanted</source>
        <translation>所需子样</translation>
    </message>
    <message>
        <source>Plan a split of {number}</source>
        <translation>计划 {number} 的分样</translation>
    </message>
    <message>
        <source>Anybody may finish the plan; given up, its numbers stay taken</source>
        <translation>任何人都可完成此计划；取消后其编号不再使用</translation>
    </message>
    <message>
        <source>No mass moves yet</source>
        <translation>质量尚未变动</translation>
    </message>
    <message>
        <source>Order number</source>
        <translation>工单编号</translation>
    </message>
    <message>
        <source>empty: that of the entry</source>
        <translation>留空：用分录编号</translation>
    </message>
    <message>
        <source>For the request</source>
        <translation>所属申请</translation>
    </message>
    <message>
        <source>Assigned to</source>
        <translation>承办人</translation>
    </message>
    <message>
        <source>Reserved: {numbers}</source>
        <translation>预留：{numbers}</translation>
    </message>
    <message>
        <source>A work order is opened; Attention lists it until the split is posted</source>
        <translation>开立工单；分样入账前列在“待办”中</translation>
    </message>
</context>
<context>
    <name>PointsPage</name>
    <message>
        <source>Nothing is left to work through</source>
        <translation>没有待处理的事项</translation>
    </message>
    <message>
        <source>Every answer is what the book says, or the book has followed it.</source>
        <translation>每份答复都与账面相符，或账面已据此更新。</translation>
    </message>
    <message>
        <source>What can be done:</source>
        <translation>可以做：</translation>
    </message>
    <message>
        <source>Settled</source>
        <translation>已了结</translation>
    </message>
</context>
<context>
    <name>PointsTable</name>
    <message>
        <source>Borrower</source>
        <translation>借用人</translation>
    </message>
    <message>
        <source>Line</source>
        <translation>明细</translation>
    </message>
    <message>
        <source>Sample</source>
        <translation>样品</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>答复</translation>
    </message>
    <message>
        <source>Book</source>
        <translation>账面</translation>
    </message>
    <message>
        <source>Found</source>
        <translation>实有</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>理由</translation>
    </message>
    <message>
        <source>Remark</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>To work through</source>
        <translation>待处理</translation>
    </message>
</context>
<context>
    <name>PoliciesDialog</name>
    <message>
        <source>Lending policies</source>
        <translation>借用政策</translation>
    </message>
    <message>
        <source>Copy to edit</source>
        <translation>复制以修改</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Copy days off</source>
        <translation>复制休息日表</translation>
    </message>
    <message>
        <source>Written to {file}. It counts from the next opening of the store on.</source>
        <translation>已写入 {file}。下次打开库时生效。</translation>
    </message>
    <message>
        <source>The last policy that names a collection counts for it. A copy takes the program&apos;s place.</source>
        <translation>同一馆藏以最后一份政策为准。复制件将取代程序自带者。</translation>
    </message>
    <message>
        <source>Policies</source>
        <translation>政策</translation>
    </message>
    <message>
        <source>Rules and their sources</source>
        <translation>规则及出处</translation>
    </message>
</context>
<context>
    <name>PrepareLinesDialog</name>
    <message>
        <source>Line</source>
        <translation>明细</translation>
    </message>
    <message>
        <source>Number of the part</source>
        <translation>分样编号</translation>
    </message>
    <message>
        <source>Waits in</source>
        <translation>存放于</translation>
    </message>
    <message>
        <source>Part weighs</source>
        <translation>分样质量</translation>
    </message>
    <message>
        <source>Source then</source>
        <translation>来源余量</translation>
    </message>
    <message>
        <source>Lost</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>Balance</source>
        <translation>天平</translation>
    </message>
    <message>
        <source>Lines</source>
        <translation>明细</translation>
    </message>
    <message>
        <source>Get lines ready</source>
        <translation>备样</translation>
    </message>
    <message>
        <source>The lines are ready to be issued</source>
        <translation>明细已可发出</translation>
    </message>
    <message>
        <source>Piece or source</source>
        <translation>样品或来源</translation>
    </message>
    <message>
        <source>number empty: the next of its source; of a piece that goes whole only the line is needed</source>
        <translation>编号留空：取来源样品的下一个号；整件借出的只需填明细</translation>
    </message>
    <message>
        <source>Numbers of the series</source>
        <translation>编号系列</translation>
    </message>
</context>
<context>
    <name>PresetBar</name>
    <message>
        <source>Preset</source>
        <translation>预设</translation>
    </message>
    <message>
        <source>Preset: choose, or type a name</source>
        <translation>预设：选择或键入名称</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>To file…</source>
        <translation>存为文件…</translation>
    </message>
    <message>
        <source>From file…</source>
        <translation>从文件…</translation>
    </message>
    <message>
        <source>The preset is kept as {file}</source>
        <translation>预设已存为 {file}</translation>
    </message>
    <message>
        <source>There is a preset “{name}” already. Replace it, or type another name.</source>
        <translation>已有名为“{name}”的预设。请替换，或键入其他名称。</translation>
    </message>
    <message>
        <source>Write the preset to</source>
        <translation>将预设写入</translation>
    </message>
    <message>
        <source>Take a preset over</source>
        <translation>取用预设</translation>
    </message>
</context>
<context>
    <name>ProgressRow</name>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>QuickEntry</name>
    <message>
        <source>Act of the next sheet</source>
        <translation>下一张单据的操作</translation>
    </message>
    <message>
        <source>Number of the piece</source>
        <translation>样品编号</translation>
    </message>
    <message>
        <source>Next sheet</source>
        <translation>下一张单据</translation>
    </message>
</context>
<context>
    <name>ReadingRow</name>
    <message>
        <source>{what}, {unit}</source>
        <translation>{what}，{unit}</translation>
    </message>
    <message>
        <source>Balance</source>
        <translation>天平</translation>
    </message>
    <message>
        <source>Gross</source>
        <translation>毛重</translation>
    </message>
    <message>
        <source>Tare</source>
        <translation>皮重</translation>
    </message>
    <message>
        <source>Net</source>
        <translation>净重</translation>
    </message>
</context>
<context>
    <name>ReadingsInput</name>
    <message>
        <source>Number</source>
        <translation>编号</translation>
    </message>
    <message>
        <source>By the book</source>
        <translation>账面</translation>
    </message>
    <message>
        <source>Net</source>
        <translation>净重</translation>
    </message>
</context>
<context>
    <name>RebuildDialog</name>
    <message>
        <source>Rebuild the store</source>
        <translation>重建库</translation>
    </message>
    <message>
        <source>Copy and rebuild</source>
        <translation>复制并重建</translation>
    </message>
    <message>
        <source>Everything that follows from the journal is made anew: the lists of pieces, places and loans, the sums and the search. No entry is changed. An exact copy of the store as it is now is made first.</source>
        <translation>重新生成由日志得出的全部内容：样品、位置和借用的清单、合计与检索。不更改任何记录。事先为库的现状制作精确副本。</translation>
    </message>
    <message>
        <source>Folder of the copy</source>
        <translation>副本所在文件夹</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>选择…</translation>
    </message>
    <message>
        <source>What differed</source>
        <translation>不符之处</translation>
    </message>
    <message>
        <source>The store is rebuilt and verifies.</source>
        <translation>库已重建并通过验证。</translation>
    </message>
    <message>
        <source>The store is rebuilt, but does not verify yet.</source>
        <translation>库已重建，但尚未通过验证。</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Copying, comparing and rebuilding. This may take minutes.</source>
        <translation>正在复制、比对并重建，可能需要几分钟。</translation>
    </message>
    <message>
        <source>Missing: {what}</source>
        <translation>缺少：{what}</translation>
    </message>
</context>
<context>
    <name>RecallLinesDialog</name>
    <message>
        <source>Back by</source>
        <translation>归还期限</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>理由</translation>
    </message>
    <message>
        <source>Recall lines</source>
        <translation>召回明细</translation>
    </message>
    <message>
        <source>Nothing new is issued to the borrower while the recall is open</source>
        <translation>召回未了结期间，不得再向该借用人发出样品</translation>
    </message>
</context>
<context>
    <name>ReceiveShipmentDialog</name>
    <message>
        <source>Received by</source>
        <translation>签收人</translation>
    </message>
    <message>
        <source>Signed receipt</source>
        <translation>签收单</translation>
    </message>
    <message>
        <source>Only these lines</source>
        <translation>仅限以下明细</translation>
    </message>
    <message>
        <source>empty: all that is in it</source>
        <translation>留空：其中全部</translation>
    </message>
    <message>
        <source>Condition at entry</source>
        <translation>到达时状况</translation>
    </message>
    <message>
        <source>Declared value at entry</source>
        <translation>到达时申报价值</translation>
    </message>
    <message>
        <source>Photographs at entry</source>
        <translation>到达时照片</translation>
    </message>
    <message>
        <source>Receive a shipment</source>
        <translation>签收货运</translation>
    </message>
    <message>
        <source>The pieces are on loan with the borrower, who answers for them</source>
        <translation>样品已借予借用人，由其负责</translation>
    </message>
</context>
<context>
    <name>RecordLetterDialog</name>
    <message>
        <source>Letter</source>
        <translation>信函</translation>
    </message>
    <message>
        <source>Days before the due day</source>
        <translation>距到期日天数</translation>
    </message>
    <message>
        <source>Record a letter</source>
        <translation>登记信函</translation>
    </message>
    <message>
        <source>Nothing changes but that the letter is on record</source>
        <translation>仅登记信函，其他不变</translation>
    </message>
</context>
<context>
    <name>RecoverDialog</name>
    <message>
        <source>its home place is {place}</source>
        <translation>其存放位置为{place}</translation>
    </message>
    <message>
        <source>It is now in</source>
        <translation>现位于</translation>
    </message>
    <message>
        <source>How it was found and known again</source>
        <translation>如何找到并辨认</translation>
    </message>
    <message>
        <source>Found by</source>
        <translation>找到者</translation>
    </message>
    <message>
        <source>Its identity is confirmed</source>
        <translation>身份已确认</translation>
    </message>
    <message>
        <source>Mass</source>
        <translation>质量</translation>
    </message>
    <message>
        <source>Recover {what}</source>
        <translation>找回{what}</translation>
    </message>
    <message>
        <source>Recover {what} to {place}</source>
        <translation>找回{what}至{place}</translation>
    </message>
    <message>
        <source>Missing by the book</source>
        <translation>账面缺失</translation>
    </message>
    <message>
        <source>Read now</source>
        <translation>现读数</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>差值</translation>
    </message>
    <message>
        <source>Here again, in {place}</source>
        <translation>重新在库，位于{place}</translation>
    </message>
    <message>
        <source>The time it was missing stays visible in its history</source>
        <translation>缺失期间在历史中保留可见</translation>
    </message>
    <message>
        <source>Marked “identity not yet confirmed” until somebody confirms it</source>
        <translation>标为“身份尚未确认”，直到有人确认</translation>
    </message>
    <message>
        <source>Case {code} is closed</source>
        <translation>案件 {code} 结案</translation>
    </message>
</context>
<context>
    <name>RegisterDialog</name>
    <message>
        <source>How it came</source>
        <translation>来源方式</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>接收</translation>
    </message>
    <message>
        <source>Found</source>
        <translation>发现</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>编号</translation>
    </message>
    <message>
        <source>Comes from</source>
        <translation>母样</translation>
    </message>
    <message>
        <source>its parent, if it has one</source>
        <translation>母样（如有）</translation>
    </message>
    <message>
        <source>as a document says, if it differs</source>
        <translation>文件所载，如与现质量不同</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>Other name</source>
        <translation>其他名称</translation>
    </message>
    <message>
        <source>Register a piece</source>
        <translation>登记样品</translation>
    </message>
    <message>
        <source>Register {number}</source>
        <translation>登记 {number}</translation>
    </message>
    <message>
        <source>No collection is open yet. Open one first.</source>
        <translation>尚未建立样品集。请先建立。</translation>
    </message>
    <message>
        <source>{number} enters the book</source>
        <translation>{number} 入账</translation>
    </message>
    <message>
        <source>Mass: {mass}</source>
        <translation>质量：{mass}</translation>
    </message>
    <message>
        <source>It stands in {place}</source>
        <translation>位于 {place}</translation>
    </message>
    <message>
        <source>{mass} stand as not reconciled until it is weighed</source>
        <translation>称量之前，{mass} 计为未核对</translation>
    </message>
    <message>
        <source>Its mass is taken from {number}</source>
        <translation>其质量取自 {number}</translation>
    </message>
    <message>
        <source>Who found it</source>
        <translation>发现人</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>发现地点</translation>
    </message>
    <message>
        <source>Number on it, if any</source>
        <translation>其上编号（如有）</translation>
    </message>
    <message>
        <source>Steps to identify it</source>
        <translation>核实步骤</translation>
    </message>
    <message>
        <source>Only in print</source>
        <translation>只见于出版物</translation>
    </message>
    <message>
        <source>Mass originally, {unit}</source>
        <translation>原始质量，{unit}</translation>
    </message>
    <message>
        <source>{number} is found, and is no piece</source>
        <translation>{number} 可以找到，但没有实物</translation>
    </message>
    <message>
        <source>The number is never given to another piece</source>
        <translation>该编号不再另给其他样品</translation>
    </message>
    <message>
        <source>whose it is</source>
        <translation>归谁所有</translation>
    </message>
    <message>
        <source>It counts in a book of its own: held for {owner}</source>
        <translation>单独记账：代 {owner} 保管</translation>
    </message>
    <message>
        <source>Case {code} is closed</source>
        <translation>案件 {code} 结案</translation>
    </message>
</context>
<context>
    <name>RelateDialog</name>
    <message>
        <source>How they belong together</source>
        <translation>如何关联</translation>
    </message>
    <message>
        <source>The other piece</source>
        <translation>另一件样品</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>a catalogue, a publication, who tried it</source>
        <translation>目录、文献或比对人</translation>
    </message>
    <message>
        <source>Relate {number} to another piece</source>
        <translation>关联{number}与另一件样品</translation>
    </message>
    <message>
        <source>Withdraw what relates {number} and {other}</source>
        <translation>撤回{number}与{other}的关联</translation>
    </message>
    <message>
        <source>Say that {number} {relation} {other}</source>
        <translation>记录{number}与{other}：{relation}</translation>
    </message>
    <message>
        <source>Nothing relates the two any more; what was said stays in the journal</source>
        <translation>两者不再关联；原记录留在日志中</translation>
    </message>
    <message>
        <source>Shown at both pieces, each with a link to the other</source>
        <translation>两件样品处均显示，并互相链接</translation>
    </message>
    <message>
        <source>Numbers, masses and parents stay as they are</source>
        <translation>编号、质量和母样不变</translation>
    </message>
</context>
<context>
    <name>RenewAgreementDialog</name>
    <message>
        <source>Renew an agreement</source>
        <translation>续签协议</translation>
    </message>
    <message>
        <source>Renew {code}</source>
        <translation>续签 {code}</translation>
    </message>
    <message>
        <source>Runs until</source>
        <translation>有效至</translation>
    </message>
    <message>
        <source>Security plan to be reviewed by</source>
        <translation>保安方案复核期限</translation>
    </message>
    <message>
        <source>Signed copy</source>
        <translation>签署文本</translation>
    </message>
    <message>
        <source>The due days of what is out stay as they are</source>
        <translation>已借出样品的应还日不变</translation>
    </message>
    <message>
        <source>until now {day}</source>
        <translation>原至 {day}</translation>
    </message>
    <message>
        <source>{code} runs until {day}; the term before stays on record</source>
        <translation>{code} 有效至 {day}；原期限保留记录</translation>
    </message>
</context>
<context>
    <name>RenumberDialog</name>
    <message>
        <source>Only if it belongs to another piece from now on</source>
        <translation>仅当此后归属另一件样品</translation>
    </message>
    <message>
        <source>Becomes a piece of</source>
        <translation>归入</translation>
    </message>
    <message>
        <source>New number</source>
        <translation>新编号</translation>
    </message>
    <message>
        <source>Its daughters take numbers of the new family too</source>
        <translation>其子样也换用新家族的编号</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>Renumber {number}</source>
        <translation>更换 {number} 的编号</translation>
    </message>
    <message>
        <source>Renumber {number} as {new}</source>
        <translation>将 {number} 改为 {new}</translation>
    </message>
    <message>
        <source>Type the new number, or the piece it becomes a part of.</source>
        <translation>请输入新编号，或所归入的样品。</translation>
    </message>
    <message>
        <source>{number} becomes {new}</source>
        <translation>{number} 改为 {new}</translation>
    </message>
    <message>
        <source>{number} finds it for ever and is never given again</source>
        <translation>{number} 永远可找到它，不再另用</translation>
    </message>
    <message>
        <source>It hangs below {parent}, with all that came from it</source>
        <translation>连同其分出的全部样品列于 {parent} 之下</translation>
    </message>
    <message>
        <source>Its daughters become {numbers}</source>
        <translation>其子样改为 {numbers}</translation>
    </message>
    <message>
        <source>Its mass moves into the book of the other mission</source>
        <translation>其质量转入另一任务的账簿</translation>
    </message>
    <message>
        <source>No mass moves</source>
        <translation>质量不变动</translation>
    </message>
    <message>
        <source>Print new labels</source>
        <translation>请打印新标签</translation>
    </message>
</context>
<context>
    <name>ReopenCaseDialog</name>
    <message>
        <source>Why it is opened again</source>
        <translation>重新打开的原因</translation>
    </message>
    <message>
        <source>Reopen case {code}</source>
        <translation>重新打开案件{code}</translation>
    </message>
    <message>
        <source>The case is followed up again</source>
        <translation>案件重新跟进</translation>
    </message>
    <message>
        <source>How it was closed before stays in the journal</source>
        <translation>此前的结案方式保留在日志中</translation>
    </message>
</context>
<context>
    <name>Replacing</name>
    <message>
        <source>{file} is already in {folder}. To replace it, press the button again.</source>
        <translation>{folder} 中已有 {file}。如要替换，请再按一次按钮。</translation>
    </message>
</context>
<context>
    <name>ReportList</name>
    <message>
        <source>Find a report</source>
        <translation>查找报表</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>报表</translation>
    </message>
</context>
<context>
    <name>ReportLossDialog</name>
    <message>
        <source>Lost</source>
        <translation>遗失</translation>
    </message>
    <message>
        <source>empty: the piece</source>
        <translation>留空：整件</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>报告</translation>
    </message>
    <message>
        <source>Circumstances</source>
        <translation>经过</translation>
    </message>
    <message>
        <source>It was stolen</source>
        <translation>被盗</translation>
    </message>
    <message>
        <source>Report a loss on a line</source>
        <translation>报告明细的遗失</translation>
    </message>
    <message>
        <source>stolen</source>
        <translation>被盗</translation>
    </message>
    <message>
        <source>lost</source>
        <translation>遗失</translation>
    </message>
    <message>
        <source>The piece stays in the book as {how}</source>
        <translation>样品以“{how}”留在账上</translation>
    </message>
    <message>
        <source>The loss report closes the line</source>
        <translation>遗失报告使明细结束</translation>
    </message>
    <message>
        <source>The rest stays out on the line</source>
        <translation>其余仍在该明细中在外</translation>
    </message>
    <message>
        <source>One case is opened, and stays open until somebody closes it</source>
        <translation>建立一件待查事项，直到有人结束它</translation>
    </message>
    <message>
        <source>The name, the document and the second person stand in the journal</source>
        <translation>姓名、文件和第二人记入日志</translation>
    </message>
</context>
<context>
    <name>ReportMassDialog</name>
    <message>
        <source>Weighs, as reported</source>
        <translation>所报质量</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>报告</translation>
    </message>
    <message>
        <source>Remarks</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Report the mass of a line</source>
        <translation>报告明细的质量</translation>
    </message>
    <message>
        <source>The mass stands with the piece as the borrower&apos;s word, beside what the book has</source>
        <translation>该质量作为借用人的说法记于样品，与账面并列</translation>
    </message>
    <message>
        <source>No mass moves: what was used up or lost is reported apart</source>
        <translation>质量不变动：用去或遗失的另行报告</translation>
    </message>
</context>
<context>
    <name>ReportSubSamplesDialog</name>
    <message>
        <source>Report</source>
        <translation>报告</translation>
    </message>
    <message>
        <source>How they were made</source>
        <translation>制备方法</translation>
    </message>
    <message>
        <source>Borrower&apos;s name</source>
        <translation>借用人所用名称</translation>
    </message>
    <message>
        <source>Form</source>
        <translation>形态</translation>
    </message>
    <message>
        <source>Mass</source>
        <translation>质量</translation>
    </message>
    <message>
        <source>Remarks</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Sub-samples</source>
        <translation>子样</translation>
    </message>
    <message>
        <source>Report sub-samples of a line</source>
        <translation>报告明细的子样</translation>
    </message>
    <message>
        <source>They are named on the line; no mass moves</source>
        <translation>在明细中记名；质量不变</translation>
    </message>
    <message>
        <source>They get official numbers when they come home</source>
        <translation>归还时取得正式编号</translation>
    </message>
</context>
<context>
    <name>ReportUseDialog</name>
    <message>
        <source>Used up</source>
        <translation>用去</translation>
    </message>
    <message>
        <source>empty: all of it</source>
        <translation>留空：全部</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>方法</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>报告</translation>
    </message>
    <message>
        <source>Report use on a line</source>
        <translation>报告明细的使用</translation>
    </message>
    <message>
        <source>“{word}” is nothing a sample can meet. Choose from the list.</source>
        <translation>“{word}”不是样品可能接触的事物。请从列表中选择。</translation>
    </message>
    <message>
        <source>All that is held is used up; the report closes the line</source>
        <translation>所持全部用去；报告使明细结束</translation>
    </message>
    <message>
        <source>The piece stays in the book as consumed</source>
        <translation>样品以已消耗留在账上</translation>
    </message>
    <message>
        <source>The line answers for less; the rest stays out</source>
        <translation>明细负责的质量减少；其余仍在外</translation>
    </message>
</context>
<context>
    <name>RequestLoanDialog</name>
    <message>
        <source>Kind</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>编号</translation>
    </message>
    <message>
        <source>empty: the next of the year</source>
        <translation>留空：取当年下一个号</translation>
    </message>
    <message>
        <source>Purpose</source>
        <translation>用途</translation>
    </message>
    <message>
        <source>Plan the use falls under</source>
        <translation>所属研究计划</translation>
    </message>
    <message>
        <source>Committee round</source>
        <translation>评审批次</translation>
    </message>
    <message>
        <source>Project</source>
        <translation>项目</translation>
    </message>
    <message>
        <source>Project ends</source>
        <translation>项目截止</translation>
    </message>
    <message>
        <source>Letter of request</source>
        <translation>申请函</translation>
    </message>
    <message>
        <source>What is asked</source>
        <translation>申请内容</translation>
    </message>
    <message>
        <source>nothing is lent without one</source>
        <translation>没有协议不能借出</translation>
    </message>
    <message>
        <source>Enter a request</source>
        <translation>登记申请</translation>
    </message>
    <message>
        <source>Enter the request of {person}</source>
        <translation>登记{person}的申请</translation>
    </message>
    <message>
        <source>Nothing is promised until somebody decides</source>
        <translation>在作出决定之前不作任何承诺</translation>
    </message>
</context>
<context>
    <name>RestrictDialog</name>
    <message>
        <source>Restrict the handling of {what}</source>
        <translation>限制{what}的操作</translation>
    </message>
    <message>
        <source>Lift all restrictions of {what}</source>
        <translation>解除{what}的全部限制</translation>
    </message>
    <message>
        <source>Marked: {marks}</source>
        <translation>标记：{marks}</translation>
    </message>
    <message>
        <source>Marked with nothing any more</source>
        <translation>不再有任何标记</translation>
    </message>
    <message>
        <source>An act that would break a mark asks for authority</source>
        <translation>违反标记的操作需要授权</translation>
    </message>
    <message>
        <source>Later daughters are marked too; those made before keep their marks</source>
        <translation>此后的子样同样标记；此前的子样不变</translation>
    </message>
    <message>
        <source>The pieces are marked differently now; all get these marks</source>
        <translation>各样品现有标记不同；将统一为这些标记</translation>
    </message>
</context>
<context>
    <name>ResumeOffer</name>
    <message>
        <source>You began this before.</source>
        <translation>这项操作之前已开始。</translation>
    </message>
    <message>
        <source>Go on with it</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>放弃</translation>
    </message>
</context>
<context>
    <name>RetirePlaceDialog</name>
    <message>
        <source>Retire {place}</source>
        <translation>停用 {place}</translation>
    </message>
    <message>
        <source>{place} takes nothing any more</source>
        <translation>{place} 不再收存</translation>
    </message>
    <message>
        <source>Its history stays, and it is shown for every day on which it was in use</source>
        <translation>其历史保留，查看使用期间的日期时仍会显示</translation>
    </message>
</context>
<context>
    <name>ReturnLineDialog</name>
    <message>
        <source>Return sheet</source>
        <translation>归还表</translation>
    </message>
    <message>
        <source>Shipment</source>
        <translation>运送</translation>
    </message>
    <message>
        <source>by number; empty: none</source>
        <translation>按编号；留空：无</translation>
    </message>
    <message>
        <source>Balance</source>
        <translation>天平</translation>
    </message>
    <message>
        <source>What came back</source>
        <translation>归还的样品</translation>
    </message>
    <message>
        <source>Used up</source>
        <translation>用去</translation>
    </message>
    <message>
        <source>Lost</source>
        <translation>遗失</translation>
    </message>
    <message>
        <source>Stays out</source>
        <translation>仍在外</translation>
    </message>
    <message>
        <source>All the rest stays out</source>
        <translation>其余全部仍在外</translation>
    </message>
    <message>
        <source>The difference is accepted</source>
        <translation>接受差额</translation>
    </message>
    <message>
        <source>Methods used</source>
        <translation>所用方法</translation>
    </message>
    <message>
        <source>Contamination</source>
        <translation>污染</translation>
    </message>
    <message>
        <source>Take back what came of a line</source>
        <translation>收回明细的样品</translation>
    </message>
    <message>
        <source>“{word}” is nothing a sample can meet. Choose from the list.</source>
        <translation>“{word}”不是样品可能接触的事物。请从列表中选择。</translation>
    </message>
    <message>
        <source>{mass} is missing to balance</source>
        <translation>尚差{mass}才能平衡</translation>
    </message>
    <message>
        <source>The line balances</source>
        <translation>明细已平</translation>
    </message>
    <message>
        <source>The piece of the line is then {state}</source>
        <translation>明细的样品随之记为“{state}”</translation>
    </message>
    <message>
        <source>The receipt closes the line</source>
        <translation>收据使明细结束</translation>
    </message>
    <message>
        <source>The line stays open for the rest</source>
        <translation>明细因其余部分仍未结束</translation>
    </message>
</context>
<context>
    <name>ReturnRows</name>
    <message>
        <source>Itself</source>
        <translation>本身</translation>
    </message>
    <message>
        <source>Borrower&apos;s name</source>
        <translation>借用人所用名称</translation>
    </message>
    <message>
        <source>New number</source>
        <translation>新编号</translation>
    </message>
    <message>
        <source>Form</source>
        <translation>形态</translation>
    </message>
    <message>
        <source>Stated</source>
        <translation>申报</translation>
    </message>
    <message>
        <source>Read</source>
        <translation>称得</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>存放处</translation>
    </message>
    <message>
        <source>Why there</source>
        <translation>为何放此</translation>
    </message>
    <message>
        <source>Known again</source>
        <translation>已核对</translation>
    </message>
    <message>
        <source>Label as found</source>
        <translation>标签原文</translation>
    </message>
    <message>
        <source>Remarks</source>
        <translation>备注</translation>
    </message>
</context>
<context>
    <name>ReturnSheet</name>
    <message>
        <source>What came back, what became of the rest</source>
        <translation>归还之物与其余去向</translation>
    </message>
    <message>
        <source>Not out</source>
        <translation>未借出</translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation>未知</translation>
    </message>
    <message>
        <source>Came home</source>
        <translation>已归还</translation>
    </message>
    <message>
        <source>Several pieces</source>
        <translation>多件样品</translation>
    </message>
    <message>
        <source>Stays itself</source>
        <translation>仍为原件</translation>
    </message>
    <message>
        <source>Scanned: {numbers}.</source>
        <translation>已扫描：{numbers}。</translation>
    </message>
    <message>
        <source>Scanned: {numbers}; {more} more.</source>
        <translation>已扫描：{numbers}；另有 {more} 项。</translation>
    </message>
    <message>
        <source>Show the piece</source>
        <translation>查看该样品</translation>
    </message>
    <message>
        <source>Show {number}</source>
        <translation>显示 {number}</translation>
    </message>
    <message>
        <source>Scan or type what came back.</source>
        <translation>请扫描或输入归还的样品。</translation>
    </message>
    <message>
        <source>To mend or take out first: {count}.</source>
        <translation>需先更正或移除：{count} 行。</translation>
    </message>
    <message>
        <source>A cell cannot be read.</source>
        <translation>有单元格无法读取。</translation>
    </message>
    <message>
        <source>Name the signed sheet.</source>
        <translation>请填写签字的归还单。</translation>
    </message>
    <message>
        <source>Say who acts first.</source>
        <translation>请先说明操作人。</translation>
    </message>
    <message>
        <source>The rules are being asked.</source>
        <translation>正在核对规则。</translation>
    </message>
    <message>
        <source>It does not balance yet, or a rule stands in the way.</source>
        <translation>账目尚未平衡，或有规则不允许。</translation>
    </message>
    <message>
        <source>Say why, for what is found.</source>
        <translation>请对检查结果说明理由。</translation>
    </message>
    <message>
        <source>Accept the return, {lines}</source>
        <translation>接受归还，{lines}</translation>
    </message>
    <message>
        <source>These lines are of {count} borrowers.</source>
        <translation>这些明细属于 {count} 位借用人。</translation>
    </message>
</context>
<context>
    <name>ReturnSheetRows</name>
    <message>
        <source>Came back</source>
        <translation>已归还</translation>
    </message>
    <message>
        <source>Used up</source>
        <translation>已消耗</translation>
    </message>
    <message>
        <source>Lost</source>
        <translation>丢失</translation>
    </message>
    <message>
        <source>Stays out</source>
        <translation>仍在外</translation>
    </message>
    <message>
        <source>Accepted</source>
        <translation>接受差额</translation>
    </message>
    <message>
        <source>Line</source>
        <translation>明细</translation>
    </message>
    <message>
        <source>Borrower&apos;s name</source>
        <translation>借用人所用名称</translation>
    </message>
    <message>
        <source>Form</source>
        <translation>形态</translation>
    </message>
    <message>
        <source>Weighed</source>
        <translation>称量</translation>
    </message>
    <message>
        <source>Diff.</source>
        <translation>差值</translation>
    </message>
    <message>
        <source>Known</source>
        <translation>已辨认</translation>
    </message>
    <message>
        <source>Fate</source>
        <translation>去向</translation>
    </message>
    <message>
        <source>Stated</source>
        <translation>申报</translation>
    </message>
    <message>
        <source>Becomes</source>
        <translation>成为</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>Why there</source>
        <translation>为何放此</translation>
    </message>
    <message>
        <source>Why no scan</source>
        <translation>未扫描原因</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Remarks</source>
        <translation>备注</translation>
    </message>
</context>
<context>
    <name>ReviveDialog</name>
    <message>
        <source>Take {number} back</source>
        <translation>恢复 {number}</translation>
    </message>
    <message>
        <source>{number} exists again, with {mass}</source>
        <translation>{number} 重新存在，质量 {mass}</translation>
    </message>
    <message>
        <source>{number} exists again; its mass is not known</source>
        <translation>{number} 重新存在，质量未知</translation>
    </message>
    <message>
        <source>The mass comes from where the void had put it</source>
        <translation>质量自作废时归还之处取回</translation>
    </message>
</context>
<context>
    <name>RosterDialog</name>
    <message>
        <source>Change</source>
        <translation>更改</translation>
    </message>
</context>
<context>
    <name>RoundDesk</name>
    <message>
        <source>Loans</source>
        <translation>借用</translation>
    </message>
    <message>
        <source>Pages of an inventory</source>
        <translation>清查的各页</translation>
    </message>
    <message>
        <source>Answers</source>
        <translation>答复</translation>
    </message>
    <message>
        <source>To work through</source>
        <translation>待处理</translation>
    </message>
    <message>
        <source>Borrowers</source>
        <translation>借用人</translation>
    </message>
    <message>
        <source>closed {day}</source>
        <translation>{day} 结清</translation>
    </message>
    <message>
        <source>answers by {day}</source>
        <translation>{day} 前答复</translation>
    </message>
    <message>
        <source>what was out on {day}</source>
        <translation>{day} 在外的样品</translation>
    </message>
    <message>
        <source>To work through {count}</source>
        <translation>待处理 {count}</translation>
    </message>
    <message>
        <source>To decide</source>
        <translation>待决定</translation>
    </message>
    <message>
        <source>Agrees</source>
        <translation>相符</translation>
    </message>
    <message>
        <source>Differs</source>
        <translation>有差异</translation>
    </message>
    <message>
        <source>Not answered</source>
        <translation>未答复</translation>
    </message>
    <message>
        <source>Not asked for</source>
        <translation>未询问</translation>
    </message>
    <message>
        <source>Not readable</source>
        <translation>无法读取</translation>
    </message>
    <message>
        <source>Delinquent everywhere</source>
        <translation>在所有馆藏中失信</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>等待中</translation>
    </message>
    <message>
        <source>Answered</source>
        <translation>已答复</translation>
    </message>
    <message>
        <source>Nothing left to answer</source>
        <translation>无待答</translation>
    </message>
    <message>
        <source>Answered in part</source>
        <translation>部分答复</translation>
    </message>
    <message>
        <source>The borrower sees what the book says.</source>
        <translation>借用人所见与账面一致。</translation>
    </message>
    <message>
        <source>Accepted, the answer is kept and the line is to be worked through.</source>
        <translation>接受后保留答复，该明细列入待处理。</translation>
    </message>
    <message>
        <source>The borrower states a mass, and the book has none. Accepted, the line is to be worked through.</source>
        <translation>借用人报了质量，而账上没有。接受后该明细待处理。</translation>
    </message>
    <message>
        <source>No answer was chosen. The line stays unanswered.</source>
        <translation>未选择答复。该明细仍为未答复。</translation>
    </message>
    <message>
        <source>The row was taken out of the workbook. The line stays unanswered.</source>
        <translation>该明细已从工作簿中删除，仍为未答复。</translation>
    </message>
    <message>
        <source>The borrower added this row. Accepted, it is kept as a piece named besides.</source>
        <translation>这一行由借用人添加。接受后记为另行提到的样品。</translation>
    </message>
    <message>
        <source>The answer or the mass cannot be read. Set it aside and ask, or enter the answer by hand.</source>
        <translation>答复或质量无法读取。请搁置并询问，或手工录入答复。</translation>
    </message>
    <message>
        <source>Line or sample were typed over, or sorting mixed up the rows. Set it aside and ask again.</source>
        <translation>明细号或样品被改写，或排序打乱了各行。请搁置并再次询问。</translation>
    </message>
    <message>
        <source>The line stands twice in the workbook. Set it aside, or enter the answer by hand.</source>
        <translation>该明细在工作簿中出现两次。请搁置，或手工录入答复。</translation>
    </message>
    <message>
        <source>accepted</source>
        <translation>已接受</translation>
    </message>
    <message>
        <source>in the book</source>
        <translation>已入账</translation>
    </message>
    <message>
        <source>aside: {why}</source>
        <translation>搁置：{why}</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>未知</translation>
    </message>
    <message>
        <source>{count} of {all} decided</source>
        <translation>已决定 {count}/{all}</translation>
    </message>
    <message>
        <source>disputed</source>
        <translation>有争议</translation>
    </message>
    <message>
        <source>settled</source>
        <translation>已了结</translation>
    </message>
    <message>
        <source>open</source>
        <translation>未了</translation>
    </message>
</context>
<context>
    <name>RoundDialog</name>
    <message>
        <source>Inventory</source>
        <translation>清查</translation>
    </message>
</context>
<context>
    <name>SampleColumns</name>
    <message>
        <source>Number</source>
        <translation>编号</translation>
    </message>
    <message>
        <source>Stands below</source>
        <translation>上级样品</translation>
    </message>
    <message>
        <source>Form</source>
        <translation>形态</translation>
    </message>
    <message>
        <source>Mass now</source>
        <translation>现有质量</translation>
    </message>
    <message>
        <source>Own mass</source>
        <translation>自身质量</translation>
    </message>
    <message>
        <source>Original</source>
        <translation>原始质量</translation>
    </message>
    <message>
        <source>Left</source>
        <translation>余量</translation>
    </message>
    <message>
        <source>Condition</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Custody</source>
        <translation>保管</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>Weighed</source>
        <translation>称量日期</translation>
    </message>
    <message>
        <source>Seen</source>
        <translation>见到日期</translation>
    </message>
    <message>
        <source>{what}, {unit}</source>
        <translation>{what}，{unit}</translation>
    </message>
    <message>
        <source>Met</source>
        <translation>接触</translation>
    </message>
</context>
<context>
    <name>SampleHitsView</name>
    <message>
        <source>Pieces found</source>
        <translation>找到的样品</translation>
    </message>
</context>
<context>
    <name>SampleRows</name>
    <message>
        <source>1 match below</source>
        <translation>其下 1 件符合</translation>
    </message>
    <message>
        <source>{count} matches below</source>
        <translation>其下 {count} 件符合</translation>
    </message>
</context>
<context>
    <name>SampleSums</name>
    <message>
        <source>{count} numbers</source>
        <translation>{count} 个编号</translation>
    </message>
    <message>
        <source>1 number</source>
        <translation>1 个编号</translation>
    </message>
    <message>
        <source>1 piece</source>
        <translation>1 件样品</translation>
    </message>
    <message>
        <source>{count} pieces</source>
        <translation>{count} 件样品</translation>
    </message>
    <message>
        <source>{mass} known</source>
        <translation>已知 {mass}</translation>
    </message>
    <message>
        <source>{mass} not reconciled</source>
        <translation>{mass} 未核对</translation>
    </message>
    <message>
        <source>{count} selected</source>
        <translation>选定 {count} 件</translation>
    </message>
</context>
<context>
    <name>SampleTreeModel</name>
    <message>
        <source>Without a mission</source>
        <translation>无任务</translation>
    </message>
</context>
<context>
    <name>SampleTreeView</name>
    <message>
        <source>Samples</source>
        <translation>样品</translation>
    </message>
    <message>
        <source>New</source>
        <translation>新</translation>
    </message>
</context>
<context>
    <name>SamplesRoom</name>
    <message>
        <source>Samples</source>
        <translation>样品</translation>
    </message>
    <message>
        <source>none yet</source>
        <translation>尚无</translation>
    </message>
    <message>
        <source>Another day is shown by number and unfiltered: filters and sorting know only today.</source>
        <translation>显示其他日期时按编号排列、不加筛选：筛选和排序只针对今天。</translation>
    </message>
    <message>
        <source>Looking through {count} pieces…</source>
        <translation>正在查看 {count} 件样品…</translation>
    </message>
    <message>
        <source>Searching {count} pieces…</source>
        <translation>正在 {count} 件样品中查找…</translation>
    </message>
</context>
<context>
    <name>ScanRow</name>
    <message>
        <source>Numbers that came back</source>
        <translation>归还的编号</translation>
    </message>
    <message>
        <source>Scan or type a number that came back, then Enter</source>
        <translation>扫描或输入归还的编号，然后按 Enter</translation>
    </message>
    <message>
        <source>Paste numbers</source>
        <translation>粘贴编号</translation>
    </message>
    <message>
        <source>Go to it</source>
        <translation>前往该借用</translation>
    </message>
    <message>
        <source>Return it on this sheet</source>
        <translation>在本单归还</translation>
    </message>
    <message>
        <source>{count} of {lines} scanned</source>
        <translation>已扫描 {count}/{lines}</translation>
    </message>
    <message>
        <source>{count} more</source>
        <translation>另有 {count} 条</translation>
    </message>
    <message>
        <source>{number} is out on another loan, line {line}. It is not on this sheet.</source>
        <translation>{number} 在另一借用的明细 {line} 下借出，不在本单上。</translation>
    </message>
    <message>
        <source>The {count} selected lines are of more than one borrower, so none is on this sheet. Scan what came back, or select the lines of one borrower.</source>
        <translation>所选 {count} 个明细属于多位借用人，因此均未列入本表。请扫描归还的样品，或只选择一位借用人的明细。</translation>
    </message>
    <message>
        <source>“{text}” is the number of several pieces: {number}. Write the one you mean, with its collection.</source>
        <translation>“{text}”是多件的编号：{number}。请连同馆藏写出所指的一件。</translation>
    </message>
    <message>
        <source>“{text}” is another name of several pieces: {number}. Write the number of the one you mean.</source>
        <translation>“{text}”是多件的别名：{number}。请写出所指一件的编号。</translation>
    </message>
    <message>
        <source>“{text}” of line {line} came home on {day}, as {number}.</source>
        <translation>明细{line}的“{text}”已于 {day} 归还，编号为 {number}。</translation>
    </message>
    <message>
        <source>“{text}” is not out.</source>
        <translation>“{text}”未借出。</translation>
    </message>
    <message>
        <source>“{text}” is unknown.</source>
        <translation>“{text}”不在库中。</translation>
    </message>
    <message>
        <source>“{text}” was reported of {number}, line {line}.</source>
        <translation>“{text}”是 {number}（明细 {line}）所报的分样。</translation>
    </message>
    <message>
        <source>“{text}” is {number}, line {line}.</source>
        <translation>“{text}”即 {number}，明细 {line}。</translation>
    </message>
</context>
<context>
    <name>SendToDisplayDialog</name>
    <message>
        <source>Shown at</source>
        <translation>展出地点</translation>
    </message>
    <message>
        <source>a venue, or a display case</source>
        <translation>展馆或展柜</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>至</translation>
    </message>
    <message>
        <source>empty: no end agreed</source>
        <translation>留空：未约定结束日</translation>
    </message>
    <message>
        <source>Agreement</source>
        <translation>协议</translation>
    </message>
    <message>
        <source>Put {what} on display</source>
        <translation>送展{what}</translation>
    </message>
    <message>
        <source>Put {what} on display at {place}</source>
        <translation>送展{what}至{place}</translation>
    </message>
    <message>
        <source>On display at {place}, and out of hand until taken down</source>
        <translation>在{place}展出，撤展前不在手边</translation>
    </message>
    <message>
        <source>The mass stays in the book, under display; the home place stays</source>
        <translation>质量仍在账，计入展出；存放位置不变</translation>
    </message>
    <message>
        <source>Expected back after {day}</source>
        <translation>预计 {day} 后归还</translation>
    </message>
    <message>
        <source>Was back on</source>
        <translation>归还日</translation>
    </message>
    <message>
        <source>only for a time long past</source>
        <translation>仅用于补录往事</translation>
    </message>
    <message>
        <source>Condition then</source>
        <translation>当时状态</translation>
    </message>
    <message>
        <source>On display at {place} until {day}, and then where it stood before</source>
        <translation>在{place}展出至{day}，此后回到原处</translation>
    </message>
    <message>
        <source>What is on record since stays as it is</source>
        <translation>此后的记录保持不变</translation>
    </message>
</context>
<context>
    <name>SettingsDialog</name>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Keep these settings</source>
        <translation>采用这些设置</translation>
    </message>
    <message>
        <source>The settings are yours at this workstation; the store knows nothing of them.</source>
        <translation>设置属于您在本工作站的账户，库中不保存。</translation>
    </message>
    <message>
        <source>Backups</source>
        <translation>备份</translation>
    </message>
    <message>
        <source>Folder for backups</source>
        <translation>备份文件夹</translation>
    </message>
    <message>
        <source>A second folder, on a stick</source>
        <translation>第二个文件夹，在 U 盘上</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>选择…</translation>
    </message>
    <message>
        <source> days</source>
        <translation> 天</translation>
    </message>
    <message>
        <source>Warn without a verified copy after</source>
        <translation>无校验副本时的提醒期限</translation>
    </message>
    <message>
        <source>Language and looks</source>
        <translation>语言与外观</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>随系统</translation>
    </message>
    <message>
        <source>at the next start</source>
        <translation>下次启动时生效</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>High contrast</source>
        <translation>高对比度</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>颜色</translation>
    </message>
    <message>
        <source>Text size</source>
        <translation>字号</translation>
    </message>
    <message>
        <source>Masses</source>
        <translation>质量</translation>
    </message>
    <message>
        <source>g, powders in mg</source>
        <translation>g，粉末用 mg</translation>
    </message>
    <message>
        <source>and typed, where no unit is</source>
        <translation>未写单位的输入也按此</translation>
    </message>
    <message>
        <source>Shown in</source>
        <translation>显示单位</translation>
    </message>
    <message>
        <source>Collections in their own</source>
        <translation>藏品系列用自己的单位</translation>
    </message>
    <message>
        <source>Printing</source>
        <translation>打印</translation>
    </message>
    <message>
        <source>That of the system</source>
        <translation>系统的打印机</translation>
    </message>
    <message>
        <source>The same</source>
        <translation>同上</translation>
    </message>
    <message>
        <source>Printer of papers</source>
        <translation>文件打印机</translation>
    </message>
    <message>
        <source>Printer of labels</source>
        <translation>标签打印机</translation>
    </message>
    <message>
        <source>Paper for labels</source>
        <translation>标签纸</translation>
    </message>
    <message>
        <source>It may not be looked into from this account. Ask for access.</source>
        <translation>当前账户无权查看该文件夹。请申请权限。</translation>
    </message>
    <message>
        <source>Not there now: a stick that is away, or a misspelt name.</source>
        <translation>现在不在：U 盘未插，或名称写错。</translation>
    </message>
    <message>
        <source>Both folders are the same. Choose a second disk or a stick.</source>
        <translation>两个文件夹相同。请选第二块磁盘或 U 盘。</translation>
    </message>
</context>
<context>
    <name>ShapeOptions</name>
    <message>
        <source>Rows</source>
        <translation>行</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>单位</translation>
    </message>
    <message>
        <source>Grouped by</source>
        <translation>分组</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>不分组</translation>
    </message>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>As filtered ({count})</source>
        <translation>按筛选（{count}）</translation>
    </message>
    <message>
        <source>Selected {count}</source>
        <translation>所选 {count}</translation>
    </message>
    <message>
        <source>Selected {count} with all below</source>
        <translation>所选 {count} 及其所有下级</translation>
    </message>
    <message>
        <source>What stands in this place</source>
        <translation>此位置中的样品</translation>
    </message>
</context>
<context>
    <name>SheetBalance</name>
    <message>
        <source>Balance</source>
        <translation>天平</translation>
    </message>
    <message>
        <source>Weighed on balance</source>
        <translation>称量天平</translation>
    </message>
    <message>
        <source>None named: a reading is as certain as the last digit typed.</source>
        <translation>未指定：读数以所输入的末位为准。</translation>
    </message>
</context>
<context>
    <name>SheetHead</name>
    <message>
        <source>Loans</source>
        <translation>借用</translation>
    </message>
    <message>
        <source>Return</source>
        <translation>归还</translation>
    </message>
    <message>
        <source>Signed sheet</source>
        <translation>签字的归还单</translation>
    </message>
    <message>
        <source>Shipment</source>
        <translation>运送</translation>
    </message>
    <message>
        <source>Methods used</source>
        <translation>所用方法</translation>
    </message>
    <message>
        <source>Contamination</source>
        <translation>污染</translation>
    </message>
    <message>
        <source>It met</source>
        <translation>接触过</translation>
    </message>
    <message>
        <source>Note it…</source>
        <translation>记录…</translation>
    </message>
    <message>
        <source>nothing noted</source>
        <translation>未记录</translation>
    </message>
    <message>
        <source>{lines} and {count} more</source>
        <translation>{lines} 等另 {count} 个</translation>
    </message>
    <message>
        <source>Return of {lines}</source>
        <translation>归还 {lines}</translation>
    </message>
</context>
<context>
    <name>SheetPage</name>
    <message>
        <source>Sheet</source>
        <translation>工作表</translation>
    </message>
    <message>
        <source>Hidden in the file: {sheets}. They are read only when chosen.</source>
        <translation>文件中隐藏的工作表：{sheets}。选中才读取。</translation>
    </message>
    <message>
        <source>Shape</source>
        <translation>形状</translation>
    </message>
    <message>
        <source>The sheet as it stands</source>
        <translation>工作表原样</translation>
    </message>
    <message>
        <source>Choose another encoding, delimiter or quote; its rows follow at once.</source>
        <translation>请选择其他编码、分隔符或引号；各行随即显示。</translation>
    </message>
    <message>
        <source>No header row.</source>
        <translation>没有表头行。</translation>
    </message>
    <message>
        <source>Blocks begin at {places}.</source>
        <translation>各块起点：{places}。</translation>
    </message>
</context>
<context>
    <name>SheetRows</name>
    <message>
        <source>Taken for</source>
        <translation>视为</translation>
    </message>
</context>
<context>
    <name>SheetUse</name>
    <message>
        <source>Plan of the use</source>
        <translation>使用计划</translation>
    </message>
    <message>
        <source>Use signed by</source>
        <translation>使用签字人</translation>
    </message>
    <message>
        <source>Confirmed by</source>
        <translation>确认人</translation>
    </message>
    <message>
        <source>Video of the use</source>
        <translation>操作录像</translation>
    </message>
    <message>
        <source>Its checksum, SHA-256</source>
        <translation>录像校验和（SHA-256）</translation>
    </message>
</context>
<context>
    <name>SheetView</name>
    <message>
        <source>Preview</source>
        <translation>预览</translation>
    </message>
</context>
<context>
    <name>ShownMass</name>
    <message>
        <source>Mass</source>
        <translation>质量</translation>
    </message>
</context>
<context>
    <name>SieveDialog</name>
    <message>
        <source>A row for each fraction</source>
        <translation>每粒级一行</translation>
    </message>
    <message>
        <source>After sieving, {number}</source>
        <translation>筛分后，{number}</translation>
    </message>
    <message>
        <source>Each fraction keeps its limits in its record</source>
        <translation>每个粒级记录其上下限</translation>
    </message>
    <message>
        <source>Fractions and what was recovered</source>
        <translation>粒级与回收物</translation>
    </message>
    <message>
        <source>Over, mm</source>
        <translation>大于，mm</translation>
    </message>
    <message>
        <source>Sieve {number}</source>
        <translation>筛分 {number}</translation>
    </message>
    <message>
        <source>Sieves, mm</source>
        <translation>筛孔，mm</translation>
    </message>
    <message>
        <source>Under, mm</source>
        <translation>小于，mm</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>地点</translation>
    </message>
    <message>
        <source>is sieved wholly and retires</source>
        <translation>全部筛完并终止</translation>
    </message>
    <message>
        <source>keeps a reserve unsieved</source>
        <translation>保留未筛部分</translation>
    </message>
    <message>
        <source>such as 1, 2, 4, 10</source>
        <translation>如 1, 2, 4, 10</translation>
    </message>
</context>
<context>
    <name>SightDialog</name>
    <message>
        <source>empty: where the book has it</source>
        <translation>留空：账面位置</translation>
    </message>
    <message>
        <source>Seen in</source>
        <translation>见于</translation>
    </message>
    <message>
        <source>{number} was seen</source>
        <translation>见到 {number}</translation>
    </message>
    <message>
        <source>{pieces} were seen</source>
        <translation>见到 {pieces}</translation>
    </message>
    <message>
        <source>Say that {what}</source>
        <translation>登记{what}</translation>
    </message>
    <message>
        <source>Seen where the book has it; nothing moves</source>
        <translation>在账面位置见到；位置不变</translation>
    </message>
    <message>
        <source>Seen in {place}</source>
        <translation>见于 {place}</translation>
    </message>
    <message>
        <source>Nothing moves: a piece seen elsewhere is moved by a move</source>
        <translation>位置不变：在别处见到的样品须用“移动”</translation>
    </message>
</context>
<context>
    <name>SignAgreementDialog</name>
    <message>
        <source>Loans may be issued under {code} from {since} until {until}</source>
        <translation>自 {since} 至 {until} 可依 {code} 借出</translation>
    </message>
    <message>
        <source>Say that {code} is signed</source>
        <translation>确认 {code} 已签署</translation>
    </message>
    <message>
        <source>Sign an agreement</source>
        <translation>签署协议</translation>
    </message>
    <message>
        <source>Signed copy</source>
        <translation>签署文本</translation>
    </message>
    <message>
        <source>Signed for the borrower by</source>
        <translation>借用方签署人</translation>
    </message>
    <message>
        <source>Signed for the lab by</source>
        <translation>实验室签署人</translation>
    </message>
</context>
<context>
    <name>SplitBalance</name>
    <message>
        <source>Balance</source>
        <translation>平衡</translation>
    </message>
    <message>
        <source>Tolerance</source>
        <translation>容差</translation>
    </message>
    <message>
        <source>by difference</source>
        <translation>差减</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>分样前</translation>
    </message>
    <message>
        <source>Daughters</source>
        <translation>子样</translation>
    </message>
    <message>
        <source>Recovered</source>
        <translation>回收</translation>
    </message>
    <message>
        <source>{number} after</source>
        <translation>分样后 {number}</translation>
    </message>
    <message>
        <source>± {mass}, from what all masses are certain to</source>
        <translation>± {mass}，由各质量的确定程度得出</translation>
    </message>
    <message>
        <source>Missing</source>
        <translation>缺少</translation>
    </message>
    <message>
        <source>Too much</source>
        <translation>多出</translation>
    </message>
    <message>
        <source>Attrition</source>
        <translation>损耗</translation>
    </message>
    <message>
        <source>after</source>
        <translation>分样后</translation>
    </message>
    <message>
        <source>daughters</source>
        <translation>子样</translation>
    </message>
    <message>
        <source>recovered</source>
        <translation>回收</translation>
    </message>
    <message>
        <source>attrition</source>
        <translation>损耗</translation>
    </message>
    <message>
        <source>missing</source>
        <translation>缺少</translation>
    </message>
</context>
<context>
    <name>SplitDialog</name>
    <message>
        <source>Plan</source>
        <translation>计划</translation>
    </message>
    <message>
        <source>A split of its own</source>
        <translation>独立分样</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>方法</translation>
    </message>
    <message>
        <source>Tool</source>
        <translation>工具</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>地点</translation>
    </message>
    <message>
        <source>Witness</source>
        <translation>见证人</translation>
    </message>
    <message>
        <source>After the split, {number}</source>
        <translation>分样后，{number}</translation>
    </message>
    <message>
        <source>keeps its number and shrinks</source>
        <translation>保留编号，质量减少</translation>
    </message>
    <message>
        <source>is fully divided and retires</source>
        <translation>全部分完并终止</translation>
    </message>
    <message>
        <source>Daughters and what was recovered</source>
        <translation>子样与回收物</translation>
    </message>
    <message>
        <source>Split {number}</source>
        <translation>{number} 分样</translation>
    </message>
    <message>
        <source>Split {number} into {count}</source>
        <translation>将 {number} 分为 {count} 件</translation>
    </message>
</context>
<context>
    <name>StandingCard</name>
    <message>
        <source>Nobody is chosen yet.</source>
        <translation>尚未选择借用人。</translation>
    </message>
    <message>
        <source>Holds</source>
        <translation>持有</translation>
    </message>
    <message>
        <source>Agreement</source>
        <translation>协议</translation>
    </message>
    <message>
        <source>expired, with lines out</source>
        <translation>已过期，仍有在外明细</translation>
    </message>
    <message>
        <source>none that is valid</source>
        <translation>没有有效协议</translation>
    </message>
    <message>
        <source>current, without an end</source>
        <translation>有效，无期限</translation>
    </message>
    <message>
        <source>expires {day}</source>
        <translation>{day} 到期</translation>
    </message>
    <message>
        <source>current to {day}</source>
        <translation>有效至 {day}</translation>
    </message>
    <message>
        <source>Overdue lines</source>
        <translation>逾期明细</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>{count}, since {day}</source>
        <translation>{count} 个，自 {day} 起</translation>
    </message>
    <message>
        <source>Recalled</source>
        <translation>已召回</translation>
    </message>
    <message>
        <source>Inventory</source>
        <translation>清点</translation>
    </message>
    <message>
        <source>{code}: {count} of {all} unanswered, due {day}</source>
        <translation>{code}：{all} 项中有 {count} 项未答复，期限 {day}</translation>
    </message>
    <message>
        <source>not on record</source>
        <translation>没有记录</translation>
    </message>
    <message>
        <source>nothing unanswered</source>
        <translation>均已答复</translation>
    </message>
    <message>
        <source>Last heard of</source>
        <translation>最近联系</translation>
    </message>
    <message>
        <source>Owes</source>
        <translation>尚欠</translation>
    </message>
    <message>
        <source>Not answerable</source>
        <translation>不再负责</translation>
    </message>
    <message>
        <source>How the borrower stands</source>
        <translation>借用人状况</translation>
    </message>
    <message>
        <source>Told here as soon as somebody is chosen.</source>
        <translation>选定人员后在此显示。</translation>
    </message>
</context>
<context>
    <name>StateFactDialog</name>
    <message>
        <source>Of what</source>
        <translation>关于</translation>
    </message>
    <message>
        <source>What the source says</source>
        <translation>来源的说法</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>a catalogue, a letter, a publication</source>
        <translation>目录、信件或文献</translation>
    </message>
    <message>
        <source>This is what we go by</source>
        <translation>以此为准</translation>
    </message>
    <message>
        <source>Said so far</source>
        <translation>已有说法</translation>
    </message>
    <message>
        <source>Keep what a source says of {number}</source>
        <translation>保存来源关于{number}的陈述</translation>
    </message>
    <message>
        <source>In the record</source>
        <translation>记录中</translation>
    </message>
    <message>
        <source>Kept beside what other sources say; nothing is overwritten</source>
        <translation>与其他来源的说法并存；不覆盖任何内容</translation>
    </message>
    <message>
        <source>Marked as what the lab goes by, until another statement is chosen</source>
        <translation>标为本室采用，直至另选陈述</translation>
    </message>
    <message>
        <source>The record itself is put right with Correct</source>
        <translation>记录本身用“更正”修改</translation>
    </message>
    <message>
        <source>{value} (chosen)</source>
        <translation>{value}（采用）</translation>
    </message>
    <message>
        <source>Keep what is said of “{field}” of {number}</source>
        <translation>保存关于{number}“{field}”的陈述</translation>
    </message>
</context>
<context>
    <name>StatusBar</name>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>StoreView</name>
    <message>
        <source>Lunar Curator</source>
        <translation>Lunar Curator</translation>
    </message>
</context>
<context>
    <name>Stores</name>
    <message>
        <source>Table of this lab: {file}</source>
        <translation>本室的表：{file}</translation>
    </message>
    <message>
        <source>Open a store</source>
        <translation>打开样品库</translation>
    </message>
    <message>
        <source>Save a copy</source>
        <translation>保存副本</translation>
    </message>
    <message>
        <source>Put on stick</source>
        <translation>复制到 U 盘</translation>
    </message>
    <message>
        <source>Choose a folder for backups</source>
        <translation>选择备份文件夹</translation>
    </message>
    <message>
        <source>{file} goes on with the entries it has, as a history of its own. Entries that only another file has are given up here, for everybody who opens this file; the other file keeps them. {file} as it is now is kept beside it.</source>
        <translation>{file} 用已有的记录继续，此后是另一段历史。只有别的文件才有的记录在此放弃，对所有打开此文件的人有效；那个文件保留它们。{file} 现在的样子保留在旁边。</translation>
    </message>
    <message>
        <source>Continue from here</source>
        <translation>由此继续</translation>
    </message>
    <message>
        <source>The file as it was before is kept as {file}.</source>
        <translation>此前的文件保留为 {file}。</translation>
    </message>
    <message>
        <source>{file} is free again: entries can be made</source>
        <translation>{file} 已可使用，可以入账</translation>
    </message>
    <message>
        <source>The language changes at the next start</source>
        <translation>语言在下次启动时更改</translation>
    </message>
    <message>
        <source>Copying and verifying</source>
        <translation>正在复制并验证</translation>
    </message>
    <message>
        <source>Copy verified: {name}. It goes on by itself.</source>
        <translation>副本已验证：{name}。它自行继续。</translation>
    </message>
    <message>
        <source>Copy verified: {name}</source>
        <translation>副本已验证：{name}</translation>
    </message>
    <message>
        <source>press “Continue from here…” in the window in which it is open.</source>
        <translation>请在打开该库的窗口中按“由此继续…”。</translation>
    </message>
    <message>
        <source>Lunar Curator</source>
        <translation>Lunar Curator</translation>
    </message>
    <message>
        <source>Stores (*.lunar)</source>
        <translation>样品库 (*.lunar)</translation>
    </message>
    <message>
        <source>Store {store}, entry {seq}, {file}</source>
        <translation>库 {store}，记录 {seq}，{file}</translation>
    </message>
</context>
<context>
    <name>SwapNumbersDialog</name>
    <message>
        <source>Mixed up with</source>
        <translation>与之混淆</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>Swap the number of {number}</source>
        <translation>互换 {number} 的编号</translation>
    </message>
    <message>
        <source>Swap {number} and {other}</source>
        <translation>互换 {number} 与 {other}</translation>
    </message>
    <message>
        <source>{number} becomes {other}, and {other} becomes {number}</source>
        <translation>{number} 改为 {other}，{other} 改为 {number}</translation>
    </message>
    <message>
        <source>Each keeps the other number as a former one</source>
        <translation>各自保留对方编号为曾用编号</translation>
    </message>
    <message>
        <source>No mass moves, and each stays where it is</source>
        <translation>质量不变动，各居原处</translation>
    </message>
    <message>
        <source>Print new labels for both</source>
        <translation>请为二者打印新标签</translation>
    </message>
</context>
<context>
    <name>TakeBackDialog</name>
    <message>
        <source>Take a workbook back</source>
        <translation>取回工作簿</translation>
    </message>
    <message>
        <source>Choose a file…</source>
        <translation>选择文件…</translation>
    </message>
    <message>
        <source>No file is chosen.</source>
        <translation>尚未选择文件。</translation>
    </message>
    <message>
        <source>The lab itself</source>
        <translation>实验室</translation>
    </message>
    <message>
        <source>Take all</source>
        <translation>全部采纳</translation>
    </message>
    <message>
        <source>Take none</source>
        <translation>全不采纳</translation>
    </message>
    <message>
        <source>Workbooks (*.xlsx *.ods)</source>
        <translation>工作簿 (*.xlsx *.ods)</translation>
    </message>
    <message>
        <source>Another version kept this in another way. Choose the workbook and begin anew.</source>
        <translation>这是另一个版本以另一种方式保存的。请选择工作簿，重新开始。</translation>
    </message>
    <message>
        <source>Draft kept {time}</source>
        <translation>草稿保存于 {time}</translation>
    </message>
    <message>
        <source>Post {count} changed rows</source>
        <translation>将 {count} 行改动入账</translation>
    </message>
    <message>
        <source>Post 1 changed row</source>
        <translation>记账 1 行更改</translation>
    </message>
    <message>
        <source>Choose the workbook that came back first.</source>
        <translation>请先选择取回的工作簿。</translation>
    </message>
    <message>
        <source>No row is ticked: nothing would change.</source>
        <translation>没有勾选任何行：不会有改动。</translation>
    </message>
    <message>
        <source>The rules warn about ticked rows: give a reason, or untick them.</source>
        <translation>规则对已勾选的行有提醒：请填写原因，或取消勾选。</translation>
    </message>
    <message>
        <source>Nothing can be posted now.</source>
        <translation>现在不能入账。</translation>
    </message>
    <message>
        <source>Stopped. Nothing was posted.</source>
        <translation>已停止，没有入账。</translation>
    </message>
    <message>
        <source>Filled in by</source>
        <translation>填写人</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
</context>
<context>
    <name>TakeDownDialog</name>
    <message>
        <source>Comes back to</source>
        <translation>归还至</translation>
    </message>
    <message>
        <source>empty: each to its home place</source>
        <translation>留空：各回存放位置</translation>
    </message>
    <message>
        <source>Take {what} down from display</source>
        <translation>撤展{what}</translation>
    </message>
    <message>
        <source>Take {what} down to their home places</source>
        <translation>撤展{what}，各回存放位置</translation>
    </message>
    <message>
        <source>Take {what} down to {place}</source>
        <translation>撤展{what}至{place}</translation>
    </message>
    <message>
        <source>Not every piece has a home place. Say where they come back to.</source>
        <translation>并非每件样品都有存放位置。请说明归还至何处。</translation>
    </message>
    <message>
        <source>Back in {places}</source>
        <translation>回到{places}</translation>
    </message>
    <message>
        <source>Its condition is {condition} from now on</source>
        <translation>此后状态为{condition}</translation>
    </message>
</context>
<context>
    <name>TakeInDialog</name>
    <message>
        <source>Owner</source>
        <translation>所有者</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>编号</translation>
    </message>
    <message>
        <source>empty: the next of the year</source>
        <translation>留空：取本年下一个编号</translation>
    </message>
    <message>
        <source>by number; each is registered as held for its owner before</source>
        <translation>按编号；须先以代管权属登记</translation>
    </message>
    <message>
        <source>Pieces</source>
        <translation>样品</translation>
    </message>
    <message>
        <source>Give back by</source>
        <translation>归还期限</translation>
    </message>
    <message>
        <source>Purpose</source>
        <translation>用途</translation>
    </message>
    <message>
        <source>Take in what is lent to us</source>
        <translation>收存他方样品</translation>
    </message>
</context>
<context>
    <name>TakeOutDialog</name>
    <message>
        <source>To</source>
        <translation>移至</translation>
    </message>
    <message>
        <source>empty: it stays where it is</source>
        <translation>留空：位置不变</translation>
    </message>
    <message>
        <source>Condition from then on</source>
        <translation>此后的状态</translation>
    </message>
    <message>
        <source>Temperature there</source>
        <translation>该处温度</translation>
    </message>
    <message>
        <source>in K or °C</source>
        <translation>以K或°C计</translation>
    </message>
    <message>
        <source>Evidence</source>
        <translation>依据</translation>
    </message>
    <message>
        <source>Take {what} out of the cold</source>
        <translation>将{what}取出解冻</translation>
    </message>
    <message>
        <source>Not kept in the cold from that day on</source>
        <translation>自该日起不再冷冻保存</translation>
    </message>
    <message>
        <source>Stands in {place}</source>
        <translation>存于{place}</translation>
    </message>
    <message>
        <source>The history of its temperature stays, and later daughters inherit it</source>
        <translation>温度历史保留，此后的子样继承</translation>
    </message>
</context>
<context>
    <name>TakenList</name>
    <message>
        <source>Pieces</source>
        <translation>样品</translation>
    </message>
    <message>
        <source>Take out</source>
        <translation>取出</translation>
    </message>
    <message>
        <source>{count} more are not listed.</source>
        <translation>另有 {count} 件未列出。</translation>
    </message>
</context>
<context>
    <name>TargetInput</name>
    <message>
        <source>Enter takes {place}</source>
        <translation>按回车选定 {place}</translation>
    </message>
    <message>
        <source>{count} places fit. Arrow keys choose, Enter takes one.</source>
        <translation>有 {count} 个位置符合。方向键选择，回车选定。</translation>
    </message>
</context>
<context>
    <name>Telling</name>
    <message>
        <source>Everything that ever came into the collection. All accounts to its right add up to it.</source>
        <translation>样品集历来接收的全部质量，等于其右各账户之和。</translation>
    </message>
    <message>
        <source>Mass of pieces in the vaults and rooms of this laboratory.</source>
        <translation>本实验室库房和房间内样品的质量。</translation>
    </message>
    <message>
        <source>Mass of pieces with borrowers or on the way.</source>
        <translation>借用人处或运送途中样品的质量。</translation>
    </message>
    <message>
        <source>Mass of pieces on display.</source>
        <translation>展出样品的质量。</translation>
    </message>
    <message>
        <source>Mass of pieces at another site of ours.</source>
        <translation>我方异地存放样品的质量。</translation>
    </message>
    <message>
        <source>What was lost in cutting, chipping and sieving.</source>
        <translation>切割、敲取和筛分中的损失。</translation>
    </message>
    <message>
        <source>What was used up in analysis.</source>
        <translation>分析中的消耗。</translation>
    </message>
    <message>
        <source>What is missing and declared lost.</source>
        <translation>找不到并已宣布遗失的质量。</translation>
    </message>
    <message>
        <source>What was given away or exchanged, less what came in so.</source>
        <translation>赠出或交换的质量，减去以此方式收入的质量。</translation>
    </message>
    <message>
        <source>Differences between weighings and the book, and suspense that was written off.</source>
        <translation>称量与账面之差，以及已核销的未核对质量。</translation>
    </message>
    <message>
        <source>Grams that went into pieces nobody has weighed, such as butts in epoxy, less grams weighed out of such pieces. Beside it the pieces: taken unweighed they count negative, weighed since positive.</source>
        <translation>进入无人称量的样品（如环氧包埋块）的质量，减去从中称出的质量。旁边为件数：未称量即取出的计为负，此后称量的计为正。</translation>
    </message>
    <message>
        <source>received: {mass}</source>
        <translation>接收：{mass}</translation>
    </message>
    <message>
        <source>What old catalogues state was received and nobody has confirmed. It shrinks as pieces are weighed, split or lent, or is written off with authority.</source>
        <translation>旧目录所载已接收而无人确认的质量。随称量、分样或借出而减少，或经批准核销。</translation>
    </message>
    <message>
        <source>Collection</source>
        <translation>样品集</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>差额</translation>
    </message>
    <message>
        <source>Received less all other accounts. A book in order has none, to the microgram.</source>
        <translation>接收减所有其他账户。账目无误时为零，精确到微克。</translation>
    </message>
    <message>
        <source>All collections</source>
        <translation>所有样品集</translation>
    </message>
    <message>
        <source>no mission</source>
        <translation>无任务</translation>
    </message>
    <message>
        <source>title not stated</source>
        <translation>权属未说明</translation>
    </message>
    <message>
        <source>{mass} g</source>
        <translation>{mass} g</translation>
    </message>
    <message>
        <source>{count} pieces</source>
        <translation>{count} 件样品</translation>
    </message>
    <message>
        <source>1 piece held</source>
        <translation>持有 1 件</translation>
    </message>
    <message>
        <source>{count} pieces held</source>
        <translation>持有 {count} 件</translation>
    </message>
    <message>
        <source>{held}, {received}</source>
        <translation>{held}，{received}</translation>
    </message>
    <message>
        <source>Undo of {entry}</source>
        <translation>撤销 {entry}</translation>
    </message>
    <message>
        <source>Undone</source>
        <translation>已撤销</translation>
    </message>
    <message>
        <source>1 warning</source>
        <translation>1 条警告</translation>
    </message>
    <message>
        <source>{count} warnings</source>
        <translation>{count} 条警告</translation>
    </message>
    <message>
        <source>Late entry</source>
        <translation>补登</translation>
    </message>
    <message>
        <source>2 persons</source>
        <translation>2 人</translation>
    </message>
    <message>
        <source>The store is open for reading only.</source>
        <translation>样品库以只读方式打开。</translation>
    </message>
    <message>
        <source>Return to today to undo: nothing can be posted into the past from here.</source>
        <translation>请回到今天再撤销：不能在此向过去登记。</translation>
    </message>
    <message>
        <source>Recorded</source>
        <translation>记录时间</translation>
    </message>
    <message>
        <source>Effective</source>
        <translation>生效日</translation>
    </message>
    <message>
        <source>By</source>
        <translation>操作员</translation>
    </message>
    <message>
        <source>nobody yet</source>
        <translation>尚无</translation>
    </message>
    <message>
        <source>Witness</source>
        <translation>见证人</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>In spite of</source>
        <translation>尽管</translation>
    </message>
    <message>
        <source>Authority</source>
        <translation>批准</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Sheet</source>
        <translation>工作表</translation>
    </message>
    <message>
        <source>SHA-256</source>
        <translation>SHA-256</translation>
    </message>
    <message>
        <source>Acts</source>
        <translation>操作</translation>
    </message>
    <message>
        <source>the same day</source>
        <translation>同一天</translation>
    </message>
    <message>
        <source>Takes back</source>
        <translation>撤回</translation>
    </message>
    <message>
        <source>Entry {number}</source>
        <translation>条目 {number}</translation>
    </message>
    <message>
        <source>Taken back by</source>
        <translation>被撤回于</translation>
    </message>
    <message>
        <source>Sum</source>
        <translation>合计</translation>
    </message>
    <message>
        <source>{count} place</source>
        <translation>{count} 个位置</translation>
    </message>
    <message>
        <source>{count} places</source>
        <translation>{count} 个位置</translation>
    </message>
    <message>
        <source>adding up…</source>
        <translation>正在合计…</translation>
    </message>
    <message>
        <source>{count} piece</source>
        <translation>{count} 件样品</translation>
    </message>
    <message>
        <source>Unweighed</source>
        <translation>未称量</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>来源</translation>
    </message>
</context>
<context>
    <name>TerminateAgreementDialog</name>
    <message>
        <source>Back by</source>
        <translation>归还期限</translation>
    </message>
    <message>
        <source>Document</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>End an agreement</source>
        <translation>终止协议</translation>
    </message>
    <message>
        <source>End {code}</source>
        <translation>终止 {code}</translation>
    </message>
    <message>
        <source>Nothing more is issued under {code}</source>
        <translation>不再依 {code} 借出</translation>
    </message>
    <message>
        <source>What is out under it is asked back by {day}</source>
        <translation>其下借出的样品须于 {day} 前归还</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>needed where something is out</source>
        <translation>有未还样品时必填</translation>
    </message>
</context>
<context>
    <name>ToDoLimitsDialog</name>
    <message>
        <source>Not seen for, years</source>
        <translation>未见到，年</translation>
    </message>
    <message>
        <source>Calibration due within, days</source>
        <translation>校准到期，天内</translation>
    </message>
    <message>
        <source>Remote share, %</source>
        <translation>异地份额，%</translation>
    </message>
    <message>
        <source>0: none is required</source>
        <translation>0：不要求</translation>
    </message>
    <message>
        <source>Losses of the last, days</source>
        <translation>损耗统计，最近天数</translation>
    </message>
    <message>
        <source>By one piece, %</source>
        <translation>每件，%</translation>
    </message>
    <message>
        <source>and more than, mg</source>
        <translation>且超过，mg</translation>
    </message>
    <message>
        <source>By one person, g</source>
        <translation>每人，g</translation>
    </message>
    <message>
        <source>On one balance, g</source>
        <translation>每台天平，g</translation>
    </message>
    <message>
        <source>From when on something needs a hand</source>
        <translation>何时列为待办</translation>
    </message>
    <message>
        <source>Keep these limits</source>
        <translation>保存这些限值</translation>
    </message>
    <message>
        <source>For whom</source>
        <translation>适用范围</translation>
    </message>
    <message>
        <source>These limits hold for everybody who opens this store. They change no record.</source>
        <translation>这些限值对打开此样品库的所有人有效，不改变任何记录。</translation>
    </message>
</context>
<context>
    <name>ToDoRoom</name>
    <message>
        <source>Attention</source>
        <translation>待办</translation>
    </message>
    <message>
        <source>Limits…</source>
        <translation>限值…</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>What</source>
        <translation>事由</translation>
    </message>
    <message>
        <source>Nothing here needs a hand.</source>
        <translation>此处无待办。</translation>
    </message>
    <message>
        <source>Close the case…</source>
        <translation>结案…</translation>
    </message>
    <message>
        <source>Reopen the case…</source>
        <translation>重新打开…</translation>
    </message>
    <message>
        <source>Go on with it…</source>
        <translation>继续…</translation>
    </message>
    <message>
        <source>Split and finish…</source>
        <translation>分样并完成…</translation>
    </message>
    <message>
        <source>Give it up…</source>
        <translation>取消…</translation>
    </message>
    <message>
        <source>Looking through the store…</source>
        <translation>正在查阅样品库…</translation>
    </message>
    <message>
        <source>Discrepancy list…</source>
        <translation>差异清单…</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>待办数</translation>
    </message>
    <message>
        <source>Renew it…</source>
        <translation>续签…</translation>
    </message>
    <message>
        <source>It is signed…</source>
        <translation>已签署…</translation>
    </message>
    <message>
        <source>Confirm the contact…</source>
        <translation>确认联系…</translation>
    </message>
</context>
<context>
    <name>Toast</name>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>重做</translation>
    </message>
    <message>
        <source>{verb}: {act}</source>
        <translation>{verb}：{act}</translation>
    </message>
</context>
<context>
    <name>TodayTable</name>
    <message>
        <source>Borrower</source>
        <translation>借用人</translation>
    </message>
    <message>
        <source>What</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>Mass</source>
        <translation>质量</translation>
    </message>
    <message>
        <source>When</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>下一步</translation>
    </message>
    <message>
        <source>What needs a hand today</source>
        <translation>今日待办</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>分组</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>编号</translation>
    </message>
</context>
<context>
    <name>TopBar</name>
    <message>
        <source>Find anything</source>
        <translation>查找</translation>
    </message>
    <message>
        <source>As of today</source>
        <translation>截至今天</translation>
    </message>
    <message>
        <source>Nobody yet</source>
        <translation>尚未选择</translation>
    </message>
    <message>
        <source>As of {day}</source>
        <translation>截至 {day}</translation>
    </message>
    <message>
        <source>Who acts?</source>
        <translation>谁在操作？</translation>
    </message>
    <message>
        <source>Who acts: {name}</source>
        <translation>操作员：{name}</translation>
    </message>
</context>
<context>
    <name>TransferLineDialog</name>
    <message>
        <source>Loan of the receiver</source>
        <translation>接收人的借用</translation>
    </message>
    <message>
        <source>empty: a new loan</source>
        <translation>留空：新建借用</translation>
    </message>
    <message>
        <source>Approved by</source>
        <translation>批准人</translation>
    </message>
    <message>
        <source>Due</source>
        <translation>应还日</translation>
    </message>
    <message>
        <source>empty: the longest allowed</source>
        <translation>留空：允许的最长期限</translation>
    </message>
    <message>
        <source>Without a due day</source>
        <translation>不设应还日</translation>
    </message>
    <message>
        <source>Receipt</source>
        <translation>收据</translation>
    </message>
    <message>
        <source>Pass a line on</source>
        <translation>转交明细</translation>
    </message>
    <message>
        <source>The receipt closes the line; the receiver answers for what it held</source>
        <translation>收据使明细结束；接收人对其所持负责</translation>
    </message>
    <message>
        <source>A new line is opened in a loan of the receiver</source>
        <translation>在接收人的借用中新开明细</translation>
    </message>
</context>
<context>
    <name>TransferTitleDialog</name>
    <message>
        <source>Why</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>With whom</source>
        <translation>对方</translation>
    </message>
    <message>
        <source>Document</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>The piece itself stays here</source>
        <translation>样品本身留在此处</translation>
    </message>
    <message>
        <source>Title from then on</source>
        <translation>此后所有权</translation>
    </message>
    <message>
        <source>What is received goes into</source>
        <translation>换入归入</translation>
    </message>
    <message>
        <source>Received in exchange</source>
        <translation>换入</translation>
    </message>
    <message>
        <source>Balance</source>
        <translation>平衡</translation>
    </message>
    <message>
        <source>Transfer the title of {what}</source>
        <translation>转移{what}的所有权</translation>
    </message>
    <message>
        <source>Give {what} away</source>
        <translation>赠出{what}</translation>
    </message>
    <message>
        <source>Exchange {what}</source>
        <translation>交换{what}</translation>
    </message>
    <message>
        <source>Deaccession {what}</source>
        <translation>注销{what}</translation>
    </message>
    <message>
        <source>Return {what} to the owner</source>
        <translation>归还{what}给所有者</translation>
    </message>
    <message>
        <source>Change the title of {what}</source>
        <translation>变更{what}的所有权</translation>
    </message>
    <message>
        <source>It stays where it is, and counts in the book of its new title</source>
        <translation>留在原处，计入新所有权的账</translation>
    </message>
    <message>
        <source>The title is {title} from now on</source>
        <translation>此后所有权为{title}</translation>
    </message>
    <message>
        <source>It leaves the book: its mass is booked as transferred to {counterpart}</source>
        <translation>离账：质量记为转移给{counterpart}</translation>
    </message>
    <message>
        <source>Its number, its row and its history stay</source>
        <translation>编号、行和历史保留</translation>
    </message>
    <message>
        <source>The name, the document and the second person stand in the journal</source>
        <translation>授权人、文件和第二人记入日志</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>编号</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>换入</translation>
    </message>
</context>
<context>
    <name>TypedLine</name>
    <message>
        <source>{text}: nothing has this number</source>
        <translation>{text}：没有此编号</translation>
    </message>
</context>
<context>
    <name>UndoReasonDialog</name>
    <message>
        <source>Redo</source>
        <translation>重做</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Redo entry {number}</source>
        <translation>重做条目 {number}</translation>
    </message>
    <message>
        <source>Undo entry {number}</source>
        <translation>撤销条目 {number}</translation>
    </message>
    <message>
        <source>This is not your own last entry, so the journal keeps a reason.</source>
        <translation>这不是您本人的最后一条记录，日志须保留理由。</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Enter a reason.</source>
        <translation>请填写理由。</translation>
    </message>
</context>
<context>
    <name>Undoing</name>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>重做</translation>
    </message>
    <message>
        <source>There is nothing to redo</source>
        <translation>没有可重做的条目</translation>
    </message>
    <message>
        <source>There is nothing to undo</source>
        <translation>没有可撤销的条目</translation>
    </message>
    <message>
        <source>{verb} “{act}”</source>
        <translation>{verb}“{act}”</translation>
    </message>
</context>
<context>
    <name>Urgency</name>
    <message>
        <source>{count} overdue, recalled, unanswered or disputed</source>
        <translation>{count} 项逾期、召回、未答复或有争议</translation>
    </message>
</context>
<context>
    <name>VerdictsPage</name>
    <message>
        <source>Row</source>
        <translation>行</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>判定</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>编号</translation>
    </message>
    <message>
        <source>In the file</source>
        <translation>文件内容</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>理由</translation>
    </message>
    <message>
        <source>Rows of the file</source>
        <translation>文件的行</translation>
    </message>
    <message>
        <source>Find in file</source>
        <translation>在文件中查找</translation>
    </message>
</context>
<context>
    <name>VoidDialog</name>
    <message>
        <source>Void {number}</source>
        <translation>作废 {number}</translation>
    </message>
    <message>
        <source>{number} counts as entered by mistake, from its first day on</source>
        <translation>{number} 自首日起视为误登</translation>
    </message>
    <message>
        <source>Its row stays in the book, and its number is never given again</source>
        <translation>其行留在账上，编号不再使用</translation>
    </message>
    <message>
        <source>{mass} goes back where it came from</source>
        <translation>{mass} 退回来处</translation>
    </message>
</context>
<context>
    <name>Waiting</name>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>{sentence} {seconds} s</source>
        <translation>{sentence} {seconds} 秒</translation>
    </message>
</context>
<context>
    <name>WantedRows</name>
    <message>
        <source>Number</source>
        <translation>编号</translation>
    </message>
    <message>
        <source>Or what is wanted</source>
        <translation>或所需说明</translation>
    </message>
    <message>
        <source>Asked</source>
        <translation>申请</translation>
    </message>
    <message>
        <source>At least</source>
        <translation>至少</translation>
    </message>
    <message>
        <source>Goes</source>
        <translation>方式</translation>
    </message>
    <message>
        <source>Used up</source>
        <translation>损耗</translation>
    </message>
    <message>
        <source>Category</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Use</source>
        <translation>用途</translation>
    </message>
</context>
<context>
    <name>Watch</name>
    <message>
        <source>No backup in the folder yet</source>
        <translation>文件夹中尚无备份</translation>
    </message>
    <message>
        <source>No backup folder yet</source>
        <translation>尚无备份文件夹</translation>
    </message>
    <message>
        <source>Backup {day}</source>
        <translation>备份 {day}</translation>
    </message>
    <message>
        <source>Verifying the journal</source>
        <translation>正在验证日志</translation>
    </message>
    <message>
        <source>Verifying the journal, {percent} %</source>
        <translation>正在验证日志，{percent} %</translation>
    </message>
    <message>
        <source>Journal verified, but entries are missing</source>
        <translation>日志已验证，但缺少记录</translation>
    </message>
    <message>
        <source>Journal verified</source>
        <translation>日志已验证</translation>
    </message>
    <message>
        <source>Journal verified, without a witness file</source>
        <translation>日志已验证，无见证文件</translation>
    </message>
    <message>
        <source>The folder of backups is not there</source>
        <translation>备份文件夹不在</translation>
    </message>
    <message>
        <source>Backup {day}, {age} days ago: make another</source>
        <translation>备份 {day}，已 {age} 天：请再做一份</translation>
    </message>
</context>
<context>
    <name>WeighDialog</name>
    <message>
        <source>Balance</source>
        <translation>天平</translation>
    </message>
    <message>
        <source>{place}: {tare}</source>
        <translation>{place}：{tare}</translation>
    </message>
    <message>
        <source>{what}, {unit}</source>
        <translation>{what}，{unit}</translation>
    </message>
    <message>
        <source>Gross</source>
        <translation>毛重</translation>
    </message>
    <message>
        <source>Tare</source>
        <translation>皮重</translation>
    </message>
    <message>
        <source>Net</source>
        <translation>净重</translation>
    </message>
    <message>
        <source>Mass</source>
        <translation>质量</translation>
    </message>
    <message>
        <source>Weigh {number}</source>
        <translation>称量 {number}</translation>
    </message>
    <message>
        <source>Weigh {number} at {mass}</source>
        <translation>登记 {number} 称量为 {mass}</translation>
    </message>
    <message>
        <source>By the book</source>
        <translation>账面</translation>
    </message>
    <message>
        <source>Read now</source>
        <translation>本次读数</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>差额</translation>
    </message>
    <message>
        <source>{number} stands in the book at {mass}, measured</source>
        <translation>{number} 入账为 {mass}，实测</translation>
    </message>
    <message>
        <source>{mass} leave what is not reconciled</source>
        <translation>{mass} 移出未核对</translation>
    </message>
    <message>
        <source>Agrees with the book: the balances explain {tolerance}.</source>
        <translation>与账面一致：天平可解释 {tolerance}。</translation>
    </message>
    <message>
        <source>Differs from the book by more than the {tolerance} the balances explain.</source>
        <translation>与账面之差超过天平可解释的 {tolerance}。</translation>
    </message>
</context>
<context>
    <name>WeighedDivideDialog</name>
    <message>
        <source>Balance</source>
        <translation>天平</translation>
    </message>
    <message>
        <source>{number} is fully divided and retires</source>
        <translation>{number} 全部分完并终止</translation>
    </message>
    <message>
        <source>{number} stays in {place} at {mass}</source>
        <translation>{number} 留在 {place}，质量 {mass}</translation>
    </message>
    <message>
        <source>Daughters inherit mission, use, condition and restrictions</source>
        <translation>子样继承任务、用途、状态和限制</translation>
    </message>
    <message>
        <source>{number} after, {unit}</source>
        <translation>分样后 {number}，{unit}</translation>
    </message>
    <message>
        <source>Attrition, {unit}</source>
        <translation>损耗，{unit}</translation>
    </message>
    <message>
        <source>before − after − pieces</source>
        <translation>分样前 − 分样后 − 子样</translation>
    </message>
    <message>
        <source>Take the remainder as attrition</source>
        <translation>将余数记为损耗</translation>
    </message>
    <message>
        <source>not weighed: by difference</source>
        <translation>未称量：由差值得出</translation>
    </message>
</context>
<context>
    <name>Welcome</name>
    <message>
        <source>No store is open</source>
        <translation>没有打开样品库</translation>
    </message>
    <message>
        <source>A store is one file. It holds every piece, its mass, its place and its history.</source>
        <translation>样品库是一个文件，存有每件样品及其质量、位置和历史。</translation>
    </message>
    <message>
        <source>Open a store</source>
        <translation>打开样品库</translation>
    </message>
    <message>
        <source>A file that ends in .lunar, here or on a stick.</source>
        <translation>以 .lunar 结尾的文件，在本机或 U 盘上。</translation>
    </message>
    <message>
        <source>Make a new store</source>
        <translation>新建样品库</translation>
    </message>
    <message>
        <source>Look at the demonstration</source>
        <translation>查看演示库</translation>
    </message>
    <message>
        <source>Published facts on Apollo and Chang’e samples, posted act by act.</source>
        <translation>阿波罗和嫦娥样品的已公布资料，逐项登记。</translation>
    </message>
    <message>
        <source>Opening {store}…</source>
        <translation>正在打开 {store}…</translation>
    </message>
    <message>
        <source>The last store, {file}, is not there. Put in the stick or disk it is on, or choose below.</source>
        <translation>上次打开的库 {file} 不在原处。请接上它所在的 U 盘或磁盘，或在下面选择。</translation>
    </message>
    <message>
        <source>Opened lately</source>
        <translation>最近打开</translation>
    </message>
    <message>
        <source>Or drop a store anywhere in this window. F1 opens the manual: the first hour.</source>
        <translation>也可把库文件拖到本窗口任意处。F1 打开手册：第一个小时。</translation>
    </message>
    <message>
        <source>For a laboratory that begins: its name, yours, and the collections it keeps.</source>
        <translation>适用于新开始的实验室：它的名称、您的姓名和所保管的馆藏。</translation>
    </message>
</context>
<context>
    <name>WhoActsDialog</name>
    <message>
        <source>Who acts</source>
        <translation>操作员</translation>
    </message>
    <message>
        <source>Act</source>
        <translation>操作</translation>
    </message>
    <message>
        <source>Operator</source>
        <translation>操作员</translation>
    </message>
    <message>
        <source>PIN</source>
        <translation>PIN</translation>
    </message>
    <message>
        <source>Nobody is set up in this store yet. The first operator is set up under Operators.</source>
        <translation>此样品库尚未设置操作员。请在“操作员”中设置第一位。</translation>
    </message>
    <message>
        <source>No PIN is set: the name is enough.</source>
        <translation>未设 PIN：选择姓名即可。</translation>
    </message>
    <message>
        <source>Act as {name}</source>
        <translation>以 {name} 操作</translation>
    </message>
    <message>
        <source>This is not the PIN of {name}. Type it again.</source>
        <translation>这不是 {name} 的 PIN。请重新输入。</translation>
    </message>
</context>
<context>
    <name>WholeFileDialog</name>
    <message>
        <source>Entry {number}</source>
        <translation>条目 {number}</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Stopped. Nothing was written.</source>
        <translation>已停止，没有写入任何内容。</translation>
    </message>
</context>
<context>
    <name>WholeFileWords</name>
    <message>
        <source>Redo all {count} sheets</source>
        <translation>重做全部 {count} 张工作表</translation>
    </message>
    <message>
        <source>Redo all {count} imports</source>
        <translation>重做全部 {count} 次导入</translation>
    </message>
    <message>
        <source>Undo all {count} sheets</source>
        <translation>撤销全部 {count} 张工作表</translation>
    </message>
    <message>
        <source>Undo all {count} imports</source>
        <translation>撤销全部 {count} 次导入</translation>
    </message>
    <message>
        <source>Redo only {sheet}</source>
        <translation>仅重做 {sheet}</translation>
    </message>
    <message>
        <source>Undo only {sheet}</source>
        <translation>仅撤销 {sheet}</translation>
    </message>
    <message>
        <source>Redo only entry {seq}</source>
        <translation>仅重做条目 {seq}</translation>
    </message>
    <message>
        <source>Undo only entry {seq}</source>
        <translation>仅撤销条目 {seq}</translation>
    </message>
    <message>
        <source>Redo the import of {file}</source>
        <translation>重做 {file} 的导入</translation>
    </message>
    <message>
        <source>Undo the import of {file}</source>
        <translation>撤销 {file} 的导入</translation>
    </message>
    <message>
        <source>These were undone in one step. They come back in their order, all of them or none.</source>
        <translation>以下内容曾一步撤销。现按原来的顺序恢复，要么全部，要么全不。</translation>
    </message>
    <message>
        <source>These are in the book. They are taken back, the newest first, all of them or none.</source>
        <translation>以下内容已入账。现从最新的开始撤销，要么全部，要么全不。</translation>
    </message>
    <message>
        <source>Done again: {done} of {total}</source>
        <translation>已重做：{done} / {total}</translation>
    </message>
    <message>
        <source>Taken back: {done} of {total}</source>
        <translation>已撤销：{done} / {total}</translation>
    </message>
</context>
<context>
    <name>WithdrawLinesDialog</name>
    <message>
        <source>Why</source>
        <translation>理由</translation>
    </message>
    <message>
        <source>Withdraw lines</source>
        <translation>撤回明细</translation>
    </message>
    <message>
        <source>What was promised on them is free again</source>
        <translation>已承诺的样品重新可用</translation>
    </message>
    <message>
        <source>A part weighed out for them keeps its number and stays here</source>
        <translation>为其称出的分样保留编号并留在本处</translation>
    </message>
</context>
<context>
    <name>WitnessInput</name>
    <message>
        <source>PIN of the witness</source>
        <translation>见证人的 PIN</translation>
    </message>
    <message>
        <source>This is not the PIN of {name}. Type it again.</source>
        <translation>这不是 {name} 的 PIN，请重新输入。</translation>
    </message>
</context>
<context>
    <name>Wording</name>
    <message>
        <source>{what}, {unit}</source>
        <translation>{what}，{unit}</translation>
    </message>
</context>
<context>
    <name>WorkBar</name>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
</context>
<context>
    <name>WriteOffDialog</name>
    <message>
        <source>Write off, {unit}</source>
        <translation>核销，{unit}</translation>
    </message>
    <message>
        <source>Not reconciled</source>
        <translation>未核对</translation>
    </message>
    <message>
        <source>Write off suspense of {number}</source>
        <translation>核销 {number} 的未核对质量</translation>
    </message>
    <message>
        <source>Write off {mass} of {number}</source>
        <translation>核销 {number} 的 {mass}</translation>
    </message>
    <message>
        <source>Claimed and not found</source>
        <translation>曾载而未见</translation>
    </message>
    <message>
        <source>Written off</source>
        <translation>核销</translation>
    </message>
    <message>
        <source>Left in suspense</source>
        <translation>尚未核对</translation>
    </message>
    <message>
        <source>{mass} goes from unreconciled to adjustment</source>
        <translation>{mass} 由未核对转入调整</translation>
    </message>
    <message>
        <source>The name, the document and the second person stand in the journal</source>
        <translation>姓名、文件和第二人记入日志</translation>
    </message>
</context>
<context>
    <name>WriteRoundDialog</name>
    <message>
        <source>Write the workbooks of an inventory</source>
        <translation>写出清查工作簿</translation>
    </message>
    <message>
        <source>Write the workbooks</source>
        <translation>写出工作簿</translation>
    </message>
    <message>
        <source>Also the list to print and sign, as one PDF</source>
        <translation>同时写出供打印和签名的清单（一份 PDF）</translation>
    </message>
    <message>
        <source>Record that they go out today</source>
        <translation>记录今天发出</translation>
    </message>
    <message>
        <source>Change…</source>
        <translation>修改…</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>打开文件夹</translation>
    </message>
    <message>
        <source>Open an inventory first.</source>
        <translation>请先开始一次清查。</translation>
    </message>
    <message>
        <source>Choose a folder that is there.</source>
        <translation>请选择存在的文件夹。</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>That they go out is recorded.</source>
        <translation>发出已记录。</translation>
    </message>
    <message>
        <source>Stopped. No file was left.</source>
        <translation>已停止，没有留下文件。</translation>
    </message>
    <message>
        <source>{done} of {total} written</source>
        <translation>已写出 {done}/{total}</translation>
    </message>
    <message>
        <source>1 workbook</source>
        <translation>1 份工作簿</translation>
    </message>
    <message>
        <source>{count} workbooks</source>
        <translation>{count} 份工作簿</translation>
    </message>
    <message>
        <source>In the folder: {books} for {lines}.</source>
        <translation>文件夹中有 {books}，涵盖 {lines}。</translation>
    </message>
    <message>
        <source>In the folder: {books} for {lines}, and a list of {pages}.</source>
        <translation>文件夹中有 {books}，涵盖 {lines}，以及 {pages}的清单。</translation>
    </message>
    <message>
        <source>1 page</source>
        <translation>1 页</translation>
    </message>
    <message>
        <source>{count} pages</source>
        <translation>{count} 页</translation>
    </message>
    <message>
        <source>Write the workbooks into</source>
        <translation>写入工作簿的文件夹</translation>
    </message>
    <message>
        <source>One workbook for each borrower: what is asked for is locked, answers can be chosen.</source>
        <translation>每位借用人一份工作簿：所问内容锁定，答复可选。</translation>
    </message>
    <message>
        <source>Inventory</source>
        <translation>清点</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
</context>
<context>
    <name>YearLine</name>
    <message>
        <source>Years of the ledger</source>
        <translation>质量账年份</translation>
    </message>
</context>
<context>
    <name>ZoomBar</name>
    <message>
        <source>Zoom out</source>
        <translation>缩小</translation>
    </message>
    <message>
        <source>Zoom in</source>
        <translation>放大</translation>
    </message>
    <message>
        <source>Fit the width</source>
        <translation>适合宽度</translation>
    </message>
    <message>
        <source>Whole page</source>
        <translation>整页</translation>
    </message>
    <message>
        <source>{count} %</source>
        <translation>{count} %</translation>
    </message>
</context>
</TS>
